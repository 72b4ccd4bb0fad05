import type { TrainingData, TrainingExample, TrainingProblem } from './training-data.ts';

const FEWEST_EXAMPLES = 2;

/** What is readable but will not make a good model. */
export function checkTrainingData(data: TrainingData, path: string): TrainingProblem[] {
  if (data.examples.length === 0) {
    return [{ path, line: 1, column: 1, level: 'error', message: 'No intent with examples was found.' }];
  }
  return [...checkContradictions(data.examples), ...checkThinIntents(data.examples)];
}

function checkContradictions(examples: readonly TrainingExample[]): TrainingProblem[] {
  const firstByText = new Map<string, TrainingExample>();
  return examples.flatMap((example): TrainingProblem[] => {
    const key = example.text.trim().toLowerCase();
    const first = firstByText.get(key) ?? example;
    firstByText.set(key, first);
    if (first.intent === example.intent) return [];
    const message = `The same example stands under "${first.intent}" (line ${first.place.line}).`;
    return [{ ...example.place, level: 'warning', message }];
  });
}

function checkThinIntents(examples: readonly TrainingExample[]): TrainingProblem[] {
  const byIntent = Map.groupBy(examples, (example) => example.intent);
  const thin = [...byIntent.values()].filter((members) => members.length < FEWEST_EXAMPLES);
  const problems = thin.map(
    ([first]): TrainingProblem => ({
      ...first!.place,
      level: 'warning',
      message: `The intent "${first!.intent}" has one example; ten or more make it reliable.`,
    }),
  );
  if (byIntent.size > 1) return problems;
  const message = 'There is one intent only; a second one is needed to tell anything apart.';
  return [...problems, { ...examples[0]!.place, level: 'warning', message }];
}
