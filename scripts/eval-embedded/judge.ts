import {
  classifyIntent,
  type IntentExample,
  type IntentModel,
} from '../../src/providers/embedded/intents/intent-classifier.ts';
import { OUT_OF_SCOPE, type Verdict } from './metrics.ts';

export function judge(model: IntentModel, rows: readonly IntentExample[]): Verdict[] {
  return rows.map((row) => {
    const [top] = classifyIntent(model, row.text);
    return { expected: row.intent, predicted: top?.name ?? '', score: top?.score ?? 0 };
  });
}

export function asOutOfScope(texts: readonly string[]): IntentExample[] {
  return texts.map((text) => ({ text, intent: OUT_OF_SCOPE }));
}
