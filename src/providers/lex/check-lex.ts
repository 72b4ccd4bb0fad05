import { type GatewayError, isGatewayError } from '../../core/model/gateway-error.ts';
import type { Finding } from '../../core/ports/provider.ts';
import type { LexClient, LexPlace } from './lex-client.ts';
import { allLocales } from './lex-locale.ts';
import type { LexSettings } from './lex-settings.ts';

/**
 * Are the credentials good, is the bot there, is each locale built, and may we do all that we do? Asked with a session of
 * its own that is put to "waiting for anything": no utterance is understood and no Lambda function called.
 */
export async function checkLex(
  client: LexClient,
  settings: LexSettings,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const places = allLocales(settings).map((localeId) => ({
    localeId,
    sessionId: `${settings.session_prefix}check`,
  }));
  const locales = await checkLocales(client, settings, places, signal);
  if (locales[0]?.level === 'error') return locales;
  const open = places.filter((_, index) => locales[index]?.level === 'ok');
  return [
    ...locales,
    ...(settings.mode === 'dialogue' ? await checkPermissions(client, settings, open, signal) : []),
    ...adviceOn(settings),
  ];
}

/** When the first fails for a reason that has nothing to do with its locale, the others would only say the same. */
async function checkLocales(
  client: LexClient,
  settings: LexSettings,
  places: readonly LexPlace[],
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const place of places) {
    const { finding, elsewhereToo } = await checkLocale(client, settings, place, signal);
    findings.push(finding);
    if (elsewhereToo) break;
  }
  return findings;
}

async function checkLocale(
  client: LexClient,
  settings: LexSettings,
  place: LexPlace,
  signal: AbortSignal,
): Promise<{ readonly finding: Finding; readonly elsewhereToo: boolean }> {
  try {
    await client.start(place, { sessionState: { dialogAction: { type: 'ElicitIntent' } } }, signal);
    const message = `The bot ${settings.bot_id} answers in ${place.localeId}.`;
    return { finding: { level: 'ok', message }, elsewhereToo: false };
  } catch (error) {
    if (!isGatewayError(error) || signal.aborted) throw error;
    const ofLocale = error.code === 'ENGINE_NOT_FOUND' || error.code === 'ENGINE_REJECTED';
    return { finding: problem(error, settings, place), elsewhereToo: !ofLocale };
  }
}

function problem(error: GatewayError, settings: LexSettings, { localeId }: LexPlace): Finding {
  return { level: 'error', message: error.message, hint: hintFor(error, settings, localeId) };
}

function hintFor({ code, row }: GatewayError, settings: LexSettings, localeId: string): string {
  const { bot_id, bot_alias_id } = settings;
  const region = settings.region ?? 'the region of AWS_REGION or the profile';
  switch (code) {
    case 'ENGINE_NOT_FOUND':
      return `Is the bot ${bot_id} with the alias ${bot_alias_id} in ${region}, and does the alias enable ${localeId}? Ids are asked for, not names.`;
    case 'ENGINE_REJECTED':
      return `Is ${localeId} built? In the Lex console choose the language and press Build.`;
    case 'ENGINE_FORBIDDEN':
      return `Allow lex:RecognizeText, lex:PutSession, lex:GetSession and lex:DeleteSession on arn:aws:lex:<region>:<account>:bot-alias/${bot_id}/${bot_alias_id}.`;
    case 'ENGINE_DNS':
      return `There is no Lex at this address: is ${settings.endpoint ? 'lex.endpoint' : region} right, and does it have Lex V2?`;
    default:
      return row.hint;
  }
}

/** Both are wanted, but a bot works without. The second also clears up after the check. */
async function checkPermissions(
  client: LexClient,
  settings: LexSettings,
  places: readonly LexPlace[],
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const read = () => Promise.all(places.map((place) => client.session(place, signal)));
  const forget = () => Promise.all(places.map((place) => client.forget(place, signal)));
  const reading = settings.recover ? [await permission('lex:GetSession', read, recovery)] : [];
  return [...reading, await permission('lex:DeleteSession', forget, resetting)];
}

interface Verdict {
  readonly ok: string;
  readonly denied: string;
}

const recovery: Verdict = {
  ok: 'A lost answer can be read again (lex:GetSession).',
  denied: 'A lost answer cannot be read again: a repeated turn says the message twice.',
};

const resetting: Verdict = {
  ok: 'Sessions can be reset (lex:DeleteSession).',
  denied: 'Sessions cannot be reset.',
};

async function permission(
  action: string,
  attempt: () => Promise<unknown>,
  { ok, denied }: Verdict,
): Promise<Finding> {
  try {
    await attempt();
    return { level: 'ok', message: ok };
  } catch (error) {
    if (!isGatewayError(error) || error.code === 'ENGINE_ABORTED') throw error;
    if (error.code === 'ENGINE_FORBIDDEN')
      return { level: 'warning', message: denied, hint: `Allow ${action}.` };
    return { level: 'error', message: error.message, hint: error.row.hint };
  }
}

const TEST_ALIAS = 'TSTALIASID';

function adviceOn({ bot_alias_id, endpoint }: LexSettings): readonly Finding[] {
  const isDraft = bot_alias_id === TEST_ALIAS && endpoint === undefined;
  return [...(isDraft ? [draft] : []), ...(isOverheard(endpoint) ? [plainText] : [])];
}

const draft: Finding = {
  level: 'warning',
  message: `${TEST_ALIAS} serves the draft of the bot, to few customers at a time.`,
  hint: 'Create a version and an alias for customers.',
};

const plainText: Finding = {
  level: 'warning',
  message: 'What customers say travels to lex.endpoint over plain HTTP.',
  hint: 'Use https.',
};

function isOverheard(endpoint: string | undefined): boolean {
  if (endpoint === undefined) return false;
  const { protocol, hostname } = new URL(endpoint);
  return protocol === 'http:' && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}
