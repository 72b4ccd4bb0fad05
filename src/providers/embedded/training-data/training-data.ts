/** A place in a file; lines and columns count from 1. */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** Something wrong with a training file. An error keeps the engine from starting; a warning does not. */
export interface TrainingProblem extends Place {
  readonly level: 'error' | 'warning';
  readonly message: string;
}

/** A part of an example marked as an entity. Offsets are UTF-16 units of the plain text. */
export interface AnnotatedSpan {
  readonly start: number;
  readonly end: number;
  readonly entity: string;
  /** Canonical value when it is not the marked text itself. */
  readonly value?: string;
  readonly role?: string;
  readonly group?: string;
}

export interface TrainingExample {
  /** Without annotation marks. */
  readonly text: string;
  readonly intent: string;
  readonly spans: readonly AnnotatedSpan[];
  readonly place: Place;
}

/** Other ways to say one value. */
export interface Synonym {
  readonly value: string;
  readonly texts: readonly string[];
}

/** All values that one entity may have. */
export interface Lookup {
  readonly entity: string;
  readonly values: readonly string[];
}

/** A pattern that finds one entity; Python syntax as far as JavaScript shares it. */
export interface EntityPattern {
  readonly entity: string;
  readonly pattern: string;
}

/** Everything one model learns from, in the order of the files. */
export interface TrainingData {
  readonly examples: readonly TrainingExample[];
  readonly synonyms: readonly Synonym[];
  readonly lookups: readonly Lookup[];
  readonly patterns: readonly EntityPattern[];
}

export const emptyTrainingData: TrainingData = { examples: [], synonyms: [], lookups: [], patterns: [] };

export function joinTrainingData(parts: readonly TrainingData[]): TrainingData {
  return {
    examples: parts.flatMap((part) => part.examples),
    synonyms: parts.flatMap((part) => part.synonyms),
    lookups: parts.flatMap((part) => part.lookups),
    patterns: parts.flatMap((part) => part.patterns),
  };
}
