/** Which slot does each entity mean? */
import type { Json } from '../model/json.ts';
import type { Entity } from '../model/nlu-result.ts';
import type { Slot } from './flow.ts';
import { type FlowRun, isFilled } from './flow-run.ts';
import { findNights } from './read-date.ts';
import { slotTypeTable } from './slot-types.ts';

/** A value meant for a slot; not yet read or checked. */
export interface Candidate {
  readonly slot: string;
  readonly value: Json;
  /** `typed`: words of the customer; `value`: resolved by the engine. */
  readonly source: 'typed' | 'value';
}

type Said = Pick<Candidate, 'value' | 'source'> & { readonly role?: string };

/**
 * Values of entities, and dates and addresses that stand out in the text when the engine reported none, dealt out
 * to the slots that share the entity. A role decides; as many values as slots go in the order of the file; else
 * first come the slots asked for now, then empty ones, then filled ones (a correction).
 */
export function hearEntities(
  run: FlowRun,
  entities: readonly Entity[],
  text: string,
  askedFor: readonly string[],
): readonly Candidate[] {
  const dealt = slotGroups(run).flatMap((group) =>
    dealOut(group, saidFor(group, entities, text), run, askedFor),
  );
  return [...dealt, ...hearStay(run, dealt, text)];
}

/** "For two nights" says when a date that comes after another one is. */
function hearStay(run: FlowRun, dealt: readonly Candidate[], text: string): readonly Candidate[] {
  const nights = findNights(text);
  if (nights === undefined) return [];
  const open = [...run.flow.slots.values()].filter(
    ({ name, type, after }) =>
      type === 'date' && after !== undefined && !dealt.some(({ slot }) => slot === name),
  );
  return open.map(({ name }) => ({ slot: name, value: nights, source: 'typed' }));
}

/** Slots that share an entity, or a type that stands out in text. */
function slotGroups(run: FlowRun): readonly (readonly Slot[])[] {
  const groups = new Map<string, Slot[]>();
  for (const slot of run.flow.slots.values()) {
    const key = slot.entity ?? (slotTypeTable[slot.type].find ? `(${slot.type})` : undefined);
    if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), slot]);
  }
  return [...groups.values()];
}

function saidFor(group: readonly Slot[], entities: readonly Entity[], text: string): readonly Said[] {
  const first = group[0];
  const named = first?.entity === undefined ? [] : entities.filter(({ name }) => name === first.entity);
  if (named.length > 0) return named.flatMap(withEnds);
  const found = first ? (slotTypeTable[first.type].find?.(text) ?? []) : [];
  return found.map((value) => ({ value, source: 'typed' }));
}

/** A span such as `{from, to}` or `{start, end}`, as date extractors report it, is two values. */
function withEnds({ value, role }: Entity): readonly Said[] {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    return [{ value, source: 'value', ...(role && { role }) }];
  const span = new Map(Object.entries(value));
  return [span.get('from') ?? span.get('start'), span.get('to') ?? span.get('end')]
    .filter((end) => end !== undefined && end !== null)
    .map((end) => ({ value: end, source: 'value' }));
}

function dealOut(
  group: readonly Slot[],
  said: readonly Said[],
  run: FlowRun,
  askedFor: readonly string[],
): readonly Candidate[] {
  const withRole = said.flatMap(({ value, source, role }): Candidate[] => {
    const slot = role === undefined ? undefined : group.find((one) => (one.role ?? one.name) === role);
    return slot ? [{ slot: slot.name, value, source }] : [];
  });
  const taken = new Set(withRole.map(({ slot }) => slot));
  const rest = said.filter(
    ({ role }) => role === undefined || !group.some((one) => (one.role ?? one.name) === role),
  );
  const free = group.filter(({ name }) => !taken.has(name));
  const rank = ({ name }: Slot) => (askedFor.includes(name) ? 0 : isFilled(run, name) ? 2 : 1);
  const order = rest.length >= free.length ? free : free.toSorted((a, b) => rank(a) - rank(b));
  const dealt = order.flatMap(({ name }, index): Candidate[] => {
    const one = rest[index];
    return one ? [{ slot: name, value: one.value, source: one.source }] : [];
  });
  return [...withRole, ...dealt];
}
