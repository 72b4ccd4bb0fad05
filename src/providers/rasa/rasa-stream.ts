/**
 * Items of a slow bot, shown as they come (`?stream=true`). The turn ends when nothing new came for a moment; what
 * follows is reported as late replies, each in its place in the conversation's line.
 */
import type { ReportLateReply } from '../../core/ports/engine-callback.ts';
import type { ProviderRequest } from '../../core/ports/provider.ts';
import { speechFromRasa } from './from-rasa-messages.ts';
import type { RasaClient, RasaOutgoing } from './rasa-client.ts';
import type { RasaSettings } from './rasa-settings.ts';
import type { RasaMessage } from './rasa-wire.ts';

/** What Rasa said when the turn ended for us. */
export interface RasaSent {
  /** Undefined: taken, and the answers come by the callback. */
  readonly messages: readonly RasaMessage[] | undefined;
  /** Rasa is still at work on it. */
  readonly goesOn: boolean;
}

export type SendToRasa = (
  outgoing: RasaOutgoing,
  request: ProviderRequest,
  signal: AbortSignal,
) => Promise<RasaSent>;

export function sendToRasa(client: RasaClient): SendToRasa {
  return async (outgoing, _request, signal) => ({
    messages: await client.send(outgoing, signal),
    goesOn: false,
  });
}

/** `closed`: ends what still runs when the provider is closed. */
export function streamFromRasa(
  client: RasaClient,
  settings: RasaSettings,
  report: ReportLateReply,
  closed: AbortSignal,
): SendToRasa {
  const running = new Map<string, Promise<void>>();

  return async (outgoing, request, signal) => {
    const { sender } = outgoing;
    // Rasa would let the next message wait too, but by a poll of one second.
    await running.get(sender);
    const stream = openStream(client, outgoing, settings.stream_quiet_ms, signal, closed);
    const said = await stream.firstWords;
    if (!said.goesOn) return said;
    const rest = stream
      .rest((message, index) =>
        report({
          sessionId: request.sessionId,
          id: `${request.turnId}/${index}`,
          ...lateWords(message, settings),
        }),
      )
      .finally(() => running.delete(sender));
    running.set(sender, rest);
    return said;
  };
}

function lateWords(message: RasaMessage, { handoff: rules }: RasaSettings) {
  const { replies, handoff, resolve } = speechFromRasa([message], rules);
  return { replies, ...(handoff && { handoff }), ...(resolve && { ended: { resolve } }) };
}

/** One answer that is still being written. The caller may leave it until its first words are there. */
function openStream(
  client: RasaClient,
  outgoing: RasaOutgoing,
  quietMs: number,
  caller: AbortSignal,
  closed: AbortSignal,
) {
  const waiting = new AbortController();
  const onLeave = () => waiting.abort(caller.reason);
  caller.addEventListener('abort', onLeave, { once: true });
  if (caller.aborted) onLeave();
  const quiet = Promise.withResolvers<RasaSent>();
  const messages: RasaMessage[] = [];
  let listener: ((message: RasaMessage, index: number) => void) | undefined;
  let timer: NodeJS.Timeout | undefined;

  const onMessage = (message: RasaMessage) => {
    messages.push(message);
    listener?.(message, messages.length - 1);
    clearTimeout(timer);
    timer = setTimeout(() => quiet.resolve({ messages: [...messages], goesOn: true }), quietMs);
  };
  const whole = client
    .send(outgoing, AbortSignal.any([waiting.signal, closed]), onMessage)
    .then((all) => ({ messages: all, goesOn: false }))
    .finally(() => clearTimeout(timer));
  const firstWords = Promise.race([whole, quiet.promise]).finally(() =>
    caller.removeEventListener('abort', onLeave),
  );

  return {
    firstWords,
    /** Resolves when the stream has ended and all that it brought was told. What breaks off is lost, as Rasa's own channel would lose it. */
    async rest(tell: (message: RasaMessage, index: number) => Promise<unknown>): Promise<void> {
      const told = (await firstWords).messages?.length ?? 0;
      let chain: Promise<unknown> = Promise.resolve();
      const next = (message: RasaMessage, index: number) => {
        chain = chain.then(() => tell(message, index)).catch(() => {});
      };
      for (const [index, message] of messages.entries()) if (index >= told) next(message, index);
      listener = next;
      await whole.catch(() => {});
      await chain;
    },
  };
}
