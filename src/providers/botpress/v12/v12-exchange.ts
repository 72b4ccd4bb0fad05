import { GatewayError } from '../../../core/model/gateway-error.ts';
import type { JsonObject } from '../../../core/model/json.ts';
import type { Warning } from '../../../core/model/nlu-result.ts';
import type { ProviderRequest } from '../../../core/ports/provider.ts';
import { messageMetadata } from '../../shared/message-metadata.ts';
import { cutText, splitText } from '../../shared/split-text.ts';
import type { V12Utterance } from './to-v12.ts';
import type { V12Client } from './v12-client.ts';
import { fetchKeptReplies } from './v12-kept-replies.ts';
import type { V12Past } from './v12-lines.ts';
import { readV12Session, v12UserId } from './v12-session.ts';
import type { BotpressV12Settings } from './v12-settings.ts';
import type { V12Converse } from './v12-wire.ts';

/** What one exchange brought in. */
export interface V12Answer {
  readonly converse: V12Converse;
  readonly renewals: number;
  readonly warnings: readonly Warning[];
}

export interface V12ExchangeDeps {
  readonly client: V12Client;
  readonly settings: BotpressV12Settings;
  /** Session id → renewals of turns that failed afterwards, so that no session data tells of them. */
  readonly renewed: Map<string, number>;
}

/** One turn with the user's line to itself. @throws GatewayError `ENGINE_…`, ENGINE_IN_DOUBT */
export async function exchangeWithV12(
  deps: V12ExchangeDeps,
  request: ProviderRequest,
  utterance: Exclude<V12Utterance, { kind: 'nothing' }>,
  past: V12Past<V12Answer> | undefined,
): Promise<V12Answer> {
  const payloads = payloadsOf(utterance, request, deps.settings);
  const user = userOf(deps, request);
  const doubt = doubtAbout(past, request);
  if (doubt === 'none') return send(deps, user, payloads, []);
  const kept = await fetchKeptReplies(deps.client, user.id);
  if (doubt === 'this-turn') {
    const recovered = kept.clean && kept.items.length > 0;
    if (recovered)
      return { converse: said(kept.items), renewals: user.renewals, warnings: [answerRecovered] };
    if (!deps.settings.send_again) throw inDoubt();
  }
  if (kept.clean) return send(deps, user, payloads, droppedReplies(kept.items.length));
  return send(deps, renew(deps, request, user), payloads, [sessionRenewed]);
}

interface V12User {
  readonly id: string;
  readonly renewals: number;
}

function userOf({ settings, renewed }: V12ExchangeDeps, { sessionId, session }: ProviderRequest): V12User {
  const renewals = Math.max(readV12Session(session).renewals, renewed.get(sessionId) ?? 0);
  return { id: v12UserId(settings.user_prefix, sessionId, renewals), renewals };
}

/** Nothing that was said to the old user can reach the new one; the dialogue begins anew. */
function renew(
  { settings, renewed }: V12ExchangeDeps,
  { sessionId }: ProviderRequest,
  old: V12User,
): V12User {
  const renewals = old.renewals + 1;
  renewed.set(sessionId, renewals);
  return { id: v12UserId(settings.user_prefix, sessionId, renewals), renewals };
}

/** Whose replies may lie in wait on the server? After a restart only the turn that is repeated can be meant. */
function doubtAbout(
  past: V12Past<V12Answer> | undefined,
  { turnId, attempt }: ProviderRequest,
): 'none' | 'this-turn' | 'earlier-turn' {
  const repeated = (attempt ?? 1) > 1;
  if (past?.kind === 'doubtful') return repeated && past.turnId === turnId ? 'this-turn' : 'earlier-turn';
  return repeated && past?.turnId !== turnId ? 'this-turn' : 'none';
}

function payloadsOf(
  utterance: Exclude<V12Utterance, { kind: 'nothing' }>,
  request: ProviderRequest,
  { text_limit, long_text }: BotpressV12Settings,
): readonly JsonObject[] {
  const metadata = messageMetadata(request);
  if (utterance.kind === 'payloads') return utterance.payloads.map((payload) => ({ ...payload, metadata }));
  const { text } = utterance;
  const texts = long_text === 'split' ? splitText(text, text_limit) : [cutText(text, text_limit)];
  return texts.map((piece) => ({ type: 'text', text: piece, metadata }));
}

/** Pieces of one message go one after the other; what is understood of the last one counts. */
async function send(
  { client }: V12ExchangeDeps,
  user: V12User,
  payloads: readonly JsonObject[],
  warnings: readonly Warning[],
): Promise<V12Answer> {
  let converse = said([]);
  for (const payload of payloads) {
    const next = await client.converse(user.id, payload);
    converse = { ...next, responses: [...converse.responses, ...next.responses] };
  }
  return { converse, renewals: user.renewals, warnings };
}

function said(responses: readonly JsonObject[]): V12Converse {
  return { responses: [...responses], nlu: null, state: null, decision: null };
}

function inDoubt(): GatewayError {
  return new GatewayError(
    'ENGINE_IN_DOUBT',
    'Botpress may have worked on the message already; what it said is lost, and it is not asked twice.',
  );
}

const answerRecovered: Warning = {
  code: 'answer-recovered',
  detail: 'The message had arrived before: its late answer was fetched instead of being asked for again.',
};

const sessionRenewed: Warning = {
  code: 'session-renewed',
  detail: 'Late replies could not be told from new ones: the dialogue began anew under another user id.',
};

function droppedReplies(count: number): readonly Warning[] {
  if (count === 0) return [];
  return [
    { code: 'late-replies-dropped', detail: `Late replies to an earlier message were not shown: ${count}.` },
  ];
}
