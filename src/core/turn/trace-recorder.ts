import type { JsonObject } from '../model/json.ts';
import type { Warning } from '../model/nlu-result.ts';
import type { TraceStep, TurnTrace } from '../model/turn.ts';

/** Collects what happens in a turn, for the trace that is committed with it. */
export interface TraceRecorder {
  readonly startedAt: number;
  step(step: string, detail?: JsonObject): void;
  warn(warnings: readonly Warning[]): void;
  engine(engine: NonNullable<TurnTrace['engine']>): void;
  read(): Pick<TurnTrace, 'steps' | 'warnings' | 'engine'>;
}

export function createTraceRecorder(clock: () => number): TraceRecorder {
  const steps: TraceStep[] = [];
  const warnings: Warning[] = [];
  let engine: TurnTrace['engine'];
  return {
    startedAt: clock(),
    step: (step, detail = {}) => void steps.push({ at: clock(), step, detail }),
    warn: (more) => void warnings.push(...more),
    engine: (asked) => {
      engine = asked;
    },
    read: () => ({ steps, warnings, ...(engine && { engine }) }),
  };
}
