/** One thing that is wrong with the configuration, and where. Never holds a secret. */
export interface ConfigProblem {
  /** Absolute path. */
  readonly file: string;
  /** 1-based; 0 when the file as a whole is meant. */
  readonly line: number;
  /** 1-based; 0 when the file as a whole is meant. */
  readonly column: number;
  /** e.g. `bots.hotel.intents.greet[0].text`; empty for the file as a whole. */
  readonly keyPath: string;
  /** What was expected, and what stands there. */
  readonly message: string;
  /** The way out, e.g. the nearest valid key. */
  readonly hint?: string;
  /** A warning leaves everything running. */
  readonly severity: 'error' | 'warning';
  /** The bot that is left out because of it; absent when the main part is meant. */
  readonly bot?: string;
  /** The line as it stands in the file, secrets masked. */
  readonly excerpt?: string;
}

export function isError(problem: ConfigProblem): boolean {
  return problem.severity === 'error';
}

/** By file, line and column, so that the same mistakes are always listed in the same order. */
export function sortProblems(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  return [...problems].sort(
    (a, b) =>
      compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.message, b.message),
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
