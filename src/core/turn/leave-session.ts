import { isGatewayError } from '../model/gateway-error.ts';
import type { Turn } from './turn.ts';

/**
 * The conversation begins anew: the engine may forget the dialogue that is over, reminders in it included. One that
 * does not answer forgets nothing, and the new session works all the same.
 */
export async function leaveSession({ ports, trace }: Turn, sessionId: string): Promise<void> {
  if (!ports.provider.reset) return;
  try {
    await ports.provider.reset(sessionId, ports.signal);
    trace.step('session-left', {});
  } catch (error) {
    if (!isGatewayError(error) || error.code === 'ENGINE_ABORTED') throw error;
    trace.warn([
      { code: 'session-not-left', detail: `The engine keeps the dialogue that is over (${error.code}).` },
    ]);
  }
}
