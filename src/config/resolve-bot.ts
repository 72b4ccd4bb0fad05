import type { Flow } from '../core/flow/flow.ts';
import type { BotPolicy } from '../core/model/bot.ts';
import type { ConversationStatus } from '../core/model/conversation.ts';
import type { BotChatwoot, BotDirectory } from './gateway-config.ts';
import { resolveAttendance } from './resolve-attendance.ts';
import { resolveConfidence } from './resolve-confidence.ts';
import { resolveHandoff } from './resolve-handoff.ts';
import { resolveIdentity } from './resolve-identity.ts';
import { resolveIntents } from './resolve-intents.ts';
import { resolvePrivacy, resolveWriteBack } from './resolve-privacy.ts';
import type { BotBlock } from './schema/bot-schema.ts';

const neutralStatus = {
  pending: 'bot',
  open: 'people',
  snoozed: 'paused',
  resolved: 'closed',
} as const satisfies Record<BotBlock['chatwoot']['answer_statuses'][number], ConversationStatus>;

/** How the bot behaves, in the words of the core. */
export function resolvePolicy(name: string, bot: BotBlock, flows: ReadonlyMap<string, Flow>): BotPolicy {
  const { texts } = bot;
  return {
    name,
    language: bot.language,
    timeZone: bot.time_zone,
    answerStatuses: bot.chatwoot.answer_statuses.map((status) => neutralStatus[status]),
    confidence: resolveConfidence(bot.confidence),
    handoff: resolveHandoff(bot.handoff, bot.time_zone),
    texts: {
      fallback: texts.fallback,
      clarify: texts.clarify,
      somethingElse: texts.something_else,
      apology: texts.apology,
      unsupported: texts.unsupported,
    },
    intents: resolveIntents(bot.intents),
    titles: new Map(Object.entries(bot.titles)),
    flows,
    context: bot.context,
    identity: resolveIdentity(bot.identity),
    privacy: resolvePrivacy(bot.privacy),
    writeBack: resolveWriteBack(bot.write_back),
    ...resolveAttendance(bot),
    typingAfterMs: bot.typing_after_ms,
    freshSessionAfterClose: bot.fresh_session_after_resolve,
  };
}

export function resolveChatwoot({ chatwoot, allowed_hosts, handoff }: BotBlock): BotChatwoot {
  return {
    url: chatwoot.url.replace(/\/+$/, ''),
    token: chatwoot.token,
    timeoutMs: chatwoot.timeout_ms,
    maxMediaBytes: chatwoot.max_media_bytes,
    allowedHosts: allowed_hosts,
    secrets: chatwoot.secrets ?? [],
    ...(chatwoot.path_secret === undefined ? {} : { pathSecret: chatwoot.path_secret }),
    directory: resolveDirectory(chatwoot, handoff),
    headerPrefix: chatwoot.header_prefix,
    toleranceSeconds: chatwoot.tolerance_seconds,
  };
}

function resolveDirectory(chatwoot: BotBlock['chatwoot'], handoff: BotBlock['handoff']): BotDirectory {
  const targets = [handoff, ...handoff.rules];
  const named = (['team', 'agent'] as const).flatMap((kind) =>
    [...new Set(targets.flatMap((target) => target[kind] ?? []).map(String))].map((name) => ({ kind, name })),
  );
  return {
    ...(chatwoot.admin_token !== undefined && { adminToken: chatwoot.admin_token }),
    teams: chatwoot.teams,
    agents: chatwoot.agents,
    named,
  };
}
