import type { Step } from '../flow.ts';
import { type Edge, edgesOf } from './flow-graph.ts';
import type { FlowProblem } from './flow-problem.ts';

/**
 * A round of steps that never waits for the customer would run for ever. A menu always waits; a question only
 * waits again when something on the way round empties one of its slots.
 */
export function checkLoops(steps: ReadonlyMap<string, Step>): readonly FlowProblem[] {
  const edges = [...steps.values()].flatMap(edgesOf);
  const silent = [...steps.values()].filter((step) => !waitsEachRound(step, edges));
  const ids = new Set(silent.map(({ id }) => id));
  const round = findRound(
    ids,
    edges.filter(({ from, to }) => ids.has(from) && ids.has(to)),
  );
  const step = round && steps.get(round[0] ?? '');
  if (!step) return [];
  return [
    {
      path: step.path,
      message: `The steps ${[...round, round[0]].join(' → ')} go round without asking the customer anything.`,
      hint: 'Put a `menu` into the round, or empty a slot that is asked for on the way (`set: {slot: null}` or `clear`).',
    },
  ];
}

function waitsEachRound(step: Step, edges: readonly Edge[]): boolean {
  if (step.kind === 'menu') return true;
  if (step.kind !== 'ask') return false;
  const emptied = edges.filter(({ clears }) => clears.some((slot) => step.slots.includes(slot)));
  return emptied.some(({ from, to }) => leadsTo(to, step.id, edges) && leadsTo(step.id, from, edges));
}

function leadsTo(from: string, to: string, edges: readonly Edge[]): boolean {
  const seen = new Set([from]);
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const edge of edges) {
      if (edge.from !== id || seen.has(edge.to)) continue;
      seen.add(edge.to);
      open.push(edge.to);
    }
  }
  return seen.has(to);
}

/** The first round in the order of the file. */
function findRound(ids: ReadonlySet<string>, edges: readonly Edge[]): readonly string[] | undefined {
  for (const id of ids) {
    const round = wayRound(id, id, edges, new Set());
    if (round) return round;
  }
  return undefined;
}

function wayRound(
  from: string,
  home: string,
  edges: readonly Edge[],
  seen: Set<string>,
): readonly string[] | undefined {
  for (const { to } of edges.filter((edge) => edge.from === from)) {
    if (to === home) return [from];
    if (seen.has(to)) continue;
    seen.add(to);
    const rest = wayRound(to, home, edges, seen);
    if (rest) return [from, ...rest];
  }
  return undefined;
}
