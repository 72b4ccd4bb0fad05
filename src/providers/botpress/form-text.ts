import { utteranceText } from '../../core/model/utterance.ts';

/** A form with one field (an e-mail box) is answered by its value alone, as if typed. */
export function formText(values: Readonly<Record<string, string>>): string {
  const entries = Object.values(values);
  return entries.length === 1 ? (entries[0] ?? '') : utteranceText({ kind: 'form', values });
}
