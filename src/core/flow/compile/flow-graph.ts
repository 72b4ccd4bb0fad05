import { namesKnownWhen } from '../condition.ts';
import type { Step } from '../flow.ts';

/** One way from a step to another, and what it does to the slots. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly fills: readonly string[];
  readonly clears: readonly string[];
}

/** The slot that a name is about (`slots.hotel.id`, `shown.hotel`), or undefined. */
export function slotOf(name: string): string | undefined {
  const [root, slot] = name.split('.');
  return root === 'slots' || root === 'shown' ? slot : undefined;
}

/** Every way out of a step. */
export function edgesOf(step: Step): readonly Edge[] {
  const way = (to: string, fills: readonly string[] = [], clears: readonly string[] = []): Edge => ({
    from: step.id,
    to,
    fills,
    clears,
  });
  const on = (fills: readonly string[] = [], clears: readonly string[] = []) =>
    step.next === undefined ? [] : [way(step.next, fills, clears)];
  switch (step.kind) {
    case 'say':
    case 'goto':
      return on();
    case 'ask':
      return on(step.slots);
    case 'menu':
      return step.options.flatMap(({ leadsTo, clear }) =>
        leadsTo.kind === 'goto' ? [way(leadsTo.step, [], clear)] : [],
      );
    case 'fetch':
      return [
        ...on(Object.keys(step.save), step.forgets),
        ...Object.values(step.onStatus).map((to) => way(to, [], step.forgets)),
        ...(step.onFailure === '' ? [] : [way(step.onFailure, [], step.forgets)]),
      ];
    case 'branch':
      return [
        ...step.branches.map(({ when, step: to }) =>
          way(to, when ? namesKnownWhen(when).flatMap((name) => slotOf(name) ?? []) : []),
        ),
        ...on(),
      ];
    case 'set': {
      const names = Object.keys(step.values);
      return on(
        names.filter((name) => step.values[name] !== null),
        names.filter((name) => step.values[name] === null),
      );
    }
    case 'handoff':
    case 'end':
      return [];
  }
}

/**
 * Step → slots that are filled on every way to it. Steps that cannot be reached are absent. `secrets` are forgotten
 * wherever the customer is waited for.
 */
export function filledOnArrival(
  steps: ReadonlyMap<string, Step>,
  start: string,
  secrets: ReadonlySet<string> = new Set(),
): ReadonlyMap<string, ReadonlySet<string>> {
  const filled = new Map<string, ReadonlySet<string>>([[start, new Set()]]);
  const open = [start];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const step = steps.get(id);
    const here = filled.get(id) ?? new Set();
    for (const edge of step ? edgesOf(step) : []) {
      if (!steps.has(edge.to)) continue;
      const waits = step?.kind === 'ask' || step?.kind === 'menu';
      const kept = waits ? [...here].filter((slot) => !secrets.has(slot)) : [...here];
      const arriving = new Set(kept.filter((slot) => !edge.clears.includes(slot)).concat(edge.fills));
      const before = filled.get(edge.to);
      const both = before ? new Set([...before].filter((slot) => arriving.has(slot))) : arriving;
      if (before && both.size === before.size) continue;
      filled.set(edge.to, both);
      open.push(edge.to);
    }
  }
  return filled;
}
