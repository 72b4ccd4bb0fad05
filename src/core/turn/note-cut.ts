import type { Warning } from '../model/nlu-result.ts';
import type { Utterance } from '../model/utterance.ts';

/** Says in the trace that the end of a long text was not looked at by anybody. */
export function noteCut({ cutFrom }: Utterance): readonly Warning[] {
  if (cutFrom === undefined) return [];
  return [{ code: 'utterance-cut', detail: `only the beginning of ${cutFrom} characters was kept` }];
}
