import type { StandInOptions } from '../../../../src/playground/stand-in/stand-in-options.ts';
import { setUp } from './set-up.ts';

/** One conversation in which the customer has written. */
export async function startScene(options: StandInOptions = {}) {
  const scene = await setUp(options);
  const { id } = scene.standIn.createConversation();
  scene.standIn.customerSays(id, 'Where is my order 1009?');
  return { ...scene, id };
}
