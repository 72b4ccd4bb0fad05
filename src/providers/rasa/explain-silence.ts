import { GatewayError } from '../../core/model/gateway-error.ts';
import type { Warning } from '../../core/model/nlu-result.ts';
import type { RasaSettings } from './rasa-settings.ts';
import { actionsOf, type TurnRecord } from './turn-record.ts';

/**
 * The REST channel answers every failure with an empty list (rasa/core/channels/rest.py), so an empty list is no
 * answer yet. The tracker tells the causes apart.
 *
 * @throws GatewayError ENGINE_FAILED when Rasa never worked on the message: it was dropped, which is an outage.
 */
export function explainSilence(record: TurnRecord | undefined, settings: RasaSettings): Warning {
  if (!record || record.latest === 'unknown') return causes.unknown;
  if (record.latest === 'other') {
    throw new GatewayError(
      'ENGINE_FAILED',
      'Rasa answered with nothing and never worked on the message (lock expired, or processing failed).',
    );
  }
  if (record.tracker.paused) return causes.paused;
  if (isFallback(record, settings)) return causes.fallback;
  if (record.eventsRead && actionsOf(record).length === 0) return causes.noAction;
  return causes.silent;
}

export const silentWhilePaused: Warning = {
  code: 'empty-answer-paused',
  detail: 'Rasa says nothing: the conversation is paused there.',
};

const causes = {
  unknown: {
    code: 'empty-answer',
    detail: 'Rasa answered with nothing; without its tracker the cause cannot be told.',
  },
  paused: silentWhilePaused,
  fallback: {
    code: 'empty-answer-fallback',
    detail: 'Rasa fell back, and the agent has no response for that (utter_default).',
  },
  noAction: {
    code: 'empty-answer-no-action',
    detail: 'No action ran: the action server is down, an action failed, or no rule matches.',
  },
  silent: { code: 'empty-answer-silent', detail: 'The agent ran its actions and chose to say nothing.' },
} as const satisfies Record<string, Warning>;

/** By intent, response or action, whichever the tracker shows. */
export function isFallback(record: TurnRecord, settings: RasaSettings): boolean {
  const intent = record.tracker.latest_message?.intent?.name;
  if (intent && settings.fallback_intents.includes(intent)) return true;
  return record.events.some(
    ({ event, name, metadata }) =>
      (event === 'action' && settings.fallback_actions.includes(name ?? '')) ||
      (event === 'bot' && settings.fallback_responses.includes(metadata?.utter_action ?? '')),
  );
}
