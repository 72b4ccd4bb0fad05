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

interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The value of a tagged stretch, from the surest source: what others found there under the same name, its synonym,
 * what a built-in makes of it when the entity is of that kind, or else the words themselves. A date that is no date
 * is worth nothing to anybody: undefined.
 */
function resolveTagged(
  model: EntityModel,
  text: string,
  label: TagLabel,
  span: Span,
  candidates: readonly Candidate[],
): Candidate | undefined {
  const named = { name: label.entity, ...pickRole(label) };
  const confirmed = entitiesIn(span, candidates, label.entity, (source) => source !== 'builtin');
  if (confirmed.length > 0) return toCandidate('confirmed', named, confirmed);
  const words = text.slice(span.start, span.end);
  const synonym = model.synonyms.get(wordingKey(words));
  const kind = model.valueKinds.get(label.entity);
  if (kind === undefined || synonym !== undefined) {
    return toCandidate('tagger', named, [{ ...named, value: synonym ?? words, text: words, ...span }]);
  }
  const resolved = entitiesIn(span, candidates, kind, (source) => source === 'builtin');
  return resolved.length > 0 ? toCandidate('confirmed', named, resolved) : undefined;
}

function pickRole({ role, group }: TagLabel) {
  return { ...(role && { role }), ...(group && { group }) };
}

/** Entities of one name that others found inside, around or across the span; of overlapping ones the longest. */
function entitiesIn(
  span: Span,
  candidates: readonly Candidate[],
  name: string,
  accepts: (source: Candidate['source']) => boolean,
): Entity[] {
  const named = candidates
    .filter(({ start, end, source }) => accepts(source) && start < span.end && span.start < end)
    .map((candidate) => ({ ...candidate, entities: candidate.entities.filter((one) => one.name === name) }));
  return chooseEntities(named.filter(({ entities }) => entities.length > 0));
}

function toCandidate(
  source: Candidate['source'],
  named: Pick<Entity, 'name' | 'role' | 'group'>,
  entities: readonly Entity[],
): Candidate {
  const start = Math.min(...entities.map((entity) => entity.start ?? 0));
  const end = Math.max(...entities.map((entity) => entity.end ?? 0));
  return { start, end, source, entities: entities.map((entity) => ({ ...entity, ...named })) };
}
