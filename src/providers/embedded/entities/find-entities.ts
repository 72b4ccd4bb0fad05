import type { Entity } from '../../../core/model/nlu-result.ts';
import { tokenise } from '../language/tokens.ts';
import type { FindBuiltins, TimeFrame } from './builtin-finders.ts';
import { type Candidate, chooseEntities } from './candidate.ts';
import { createHintFinders, type EntityModel, toTaggerInput } from './entity-model.ts';
import { findSpans, type TagLabel } from './tagger.ts';
import { wordingKey } from './value-table.ts';

export type FindEntities = (text: string, frame: TimeFrame) => Entity[];

/** Patterns, lookup tables and synonyms, the tagger, and built-ins; the longest match wins. */
export function createEntityFinder(model: EntityModel, findBuiltins: FindBuiltins): FindEntities {
  const findHints = createHintFinders(model, findBuiltins);
  return (text, frame) => {
    const tokens = tokenise(text);
    const candidates = findHints(text, tokens, frame);
    const input = toTaggerInput(text, tokens, candidates);
    const tagged = findSpans(model.tagger, input).map(({ label, start, end }) => {
      const span = { start: tokens[start]!.start, end: tokens[end - 1]!.end };
      return resolveTagged(model, text, label, span, candidates);
    });
    return chooseEntities([...candidates, ...tagged.filter((candidate) => candidate !== undefined)]);
  };
}

/**
 * The value of a tagged stretch: its canonical form, or what a built-in makes of it when the entity is of that kind.
 * A date that is no date is worth nothing to anybody: undefined.
 */
function resolveTagged(
  model: EntityModel,
  text: string,
  label: TagLabel,
  span: { readonly start: number; readonly end: number },
  candidates: readonly Candidate[],
): Candidate | undefined {
  const name = {
    name: label.entity,
    ...(label.role && { role: label.role }),
    ...(label.group && { group: label.group }),
  };
  const words = text.slice(span.start, span.end);
  const synonym = model.synonyms.get(wordingKey(words));
  const kind = model.valueKinds.get(label.entity);
  if (kind === undefined || synonym !== undefined) {
    const entity = { ...name, value: synonym ?? words, text: words, ...span };
    return { ...span, source: 'tagger', entities: [entity] };
  }
  const resolved = candidates
    .filter(({ start, end, source }) => source === 'builtin' && start < span.end && span.start < end)
    .flatMap(({ entities }) => entities.filter((entity) => entity.name === kind));
  if (resolved.length === 0) return undefined;
  const start = Math.min(span.start, ...resolved.map((entity) => entity.start ?? span.start));
  const end = Math.max(span.end, ...resolved.map((entity) => entity.end ?? span.end));
  return { start, end, source: 'tagger', entities: resolved.map((entity) => ({ ...entity, ...name })) };
}
