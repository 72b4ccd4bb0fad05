import type { Json, JsonObject } from '../../core/model/json.ts';
import type { Entity } from '../../core/model/nlu-result.ts';
import type { LexIntent, LexSlot } from './lex-wire.ts';
import type { Piece } from './long-text.ts';

type Slots = LexIntent['slots'];

/** All that Lex has collected for an intent: texts, lists of texts, and composite slots as objects. Unfilled ones are left out. */
export function slotValues(slots: Slots): JsonObject {
  const values: Record<string, Json> = {};
  for (const [name, slot] of Object.entries(slots ?? {})) {
    const value = slot && slotValue(slot);
    if (value !== null && value !== undefined) values[name] = value;
  }
  return values;
}

function slotValue(slot: LexSlot): Json | undefined {
  if (slot.subSlots) return slotValues(slot.subSlots);
  if (slot.values) return slot.values.flatMap((item) => (item ? [slotValue(item) ?? null] : []));
  return slot.value?.interpretedValue ?? slot.value?.originalValue ?? undefined;
}

/**
 * What the customer named just now. Slots keep their values from turn to turn, so only those count whose words stand in
 * this text. Parts of a composite slot are entities of their own, with its name as their group.
 *
 * @param places the text is the customer's own, so that places in it mean something
 */
export function entitiesFromSlots(slots: Slots, piece: Piece, places: boolean): readonly Entity[] {
  return Object.entries(slots ?? {})
    .flatMap(([name, slot]) => (slot ? leavesOf(name, slot) : []))
    .flatMap((leaf) => leafEntity(leaf, piece, places));
}

interface Leaf {
  readonly name: string;
  readonly group?: string;
  readonly value: string;
  readonly words: string;
}

function leavesOf(name: string, slot: LexSlot, group?: string): readonly Leaf[] {
  if (slot.subSlots) {
    return Object.entries(slot.subSlots).flatMap(([part, inner]) =>
      inner ? leavesOf(part, inner, name) : [],
    );
  }
  if (slot.values) return slot.values.flatMap((item) => (item ? leavesOf(name, item, group) : []));
  const value = slot.value?.interpretedValue ?? slot.value?.originalValue;
  const words = slot.value?.originalValue ?? value;
  return value && words ? [{ name, ...(group === undefined ? {} : { group }), value, words }] : [];
}

function leafEntity({ name, group, value, words }: Leaf, piece: Piece, places: boolean): readonly Entity[] {
  const at = placeOf(words, piece.text);
  if (at === undefined) return [];
  const start = piece.start + at;
  return [
    {
      name,
      value,
      ...(places ? { text: piece.text.slice(at, at + words.length), start, end: start + words.length } : {}),
      ...(group === undefined ? {} : { group }),
    },
  ];
}

/** Whole words, whatever their case. */
function placeOf(words: string, text: string): number | undefined {
  const pattern = words.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'iu').exec(text)?.index;
}
