import { type Token, tokenise } from '../language/tokens.ts';
import type { EntityPattern, TrainingData, TrainingExample } from '../training-data/training-data.ts';
import { type BuiltinName, builtinNames, type FindBuiltins } from './builtin-finders.ts';
import type { Candidate } from './candidate.ts';
import { createPatternFinder } from './find-patterns.ts';
import { createWordingFinder } from './find-wordings.ts';
import type { TaggerInput } from './tag-features.ts';
import { beginTag, insideTag, OUTSIDE, type TaggerModel, type TagLabel, trainTagger } from './tagger.ts';
import { knownWordings, synonymValues, type Wording } from './value-table.ts';

/** All that finding entities needs, as plain data. */
export interface EntityModel {
  readonly tagger: TaggerModel;
  readonly patterns: readonly EntityPattern[];
  readonly wordings: readonly Wording[];
  /** Words of the training examples: they are no typos. */
  readonly properWords: ReadonlySet<string>;
  /** Canonical value by wording. */
  readonly synonyms: ReadonlyMap<string, string>;
  /** Entities whose annotated examples are dates, numbers …, so that their values are resolved as such. */
  readonly valueKinds: ReadonlyMap<string, BuiltinName>;
}

/** Any moment will do in training: it matters that a date is there, not which. */
const TRAINING_FRAME = { at: Date.UTC(2026, 0, 1), timeZone: 'UTC' };
/** An entity has a kind when at least this share of its annotated examples have it. */
const KIND_SHARE = 0.5;

export function trainEntityModel(data: TrainingData, findBuiltins: FindBuiltins): EntityModel {
  const wordings = knownWordings(data);
  const properWords = new Set(data.examples.flatMap(({ text }) => tokenise(text).map((token) => token.word)));
  const base = { patterns: data.patterns, wordings, properWords, synonyms: synonymValues(data) };
  const finders = createHintFinders(base, findBuiltins);
  const inputs = data.examples.map(({ text }) => {
    const tokens = tokenise(text);
    return { input: toTaggerInput(text, tokens, finders(text, tokens, TRAINING_FRAME)), tokens };
  });
  const labels = tagLabels(data.examples);
  const tagged = data.examples.map((example, position) => {
    const { input, tokens } = inputs[position]!;
    return { input, tags: tagsOf(example, tokens, labels) };
  });
  return {
    ...base,
    tagger: trainTagger(labels.length > 0 ? tagged : [], labels),
    valueKinds: learnValueKinds(data.examples, findBuiltins),
  };
}

type HintSources = Pick<EntityModel, 'patterns' | 'wordings' | 'properWords'>;

/** Everything but the tagger, whose finds are hints to the tagger and candidates of their own. */
export function createHintFinders(model: HintSources, findBuiltins: FindBuiltins): FindBuiltins {
  const findPatterns = createPatternFinder(model.patterns);
  const findWordings = createWordingFinder(model.wordings, model.properWords);
  return (text, tokens, frame) => [
    ...findPatterns(text),
    ...findWordings(text, tokens),
    ...findBuiltins(text, tokens, frame),
  ];
}

/** Tells the tagger what others see at each token. */
export function toTaggerInput(
  text: string,
  tokens: readonly Token[],
  candidates: readonly Candidate[],
): TaggerInput {
  const hints = tokens.map((token) =>
    candidates
      .filter((candidate) => candidate.start <= token.start && token.end <= candidate.end)
      .flatMap(({ source, entities }) => entities.map(({ name }) => `${source} ${name}`)),
  );
  return { text, tokens, hints };
}

function tagLabels(examples: readonly TrainingExample[]): TagLabel[] {
  const labels = new Map<string, TagLabel>();
  for (const { spans } of examples) {
    for (const { entity, role, group } of spans) {
      const label = { entity, ...(role && { role }), ...(group && { group }) };
      labels.set(JSON.stringify([entity, role, group]), label);
    }
  }
  return [...labels.values()];
}

function tagsOf({ spans }: TrainingExample, tokens: readonly Token[], labels: readonly TagLabel[]): number[] {
  let inside = -1;
  return tokens.map((token) => {
    const position = spans.findIndex((span) => token.start < span.end && span.start < token.end);
    if (position < 0) {
      inside = -1;
      return OUTSIDE;
    }
    const span = spans[position]!;
    const label = labels.findIndex(
      ({ entity, role, group }) => entity === span.entity && role === span.role && group === span.group,
    );
    const tag = inside === position ? insideTag(label) : beginTag(label);
    inside = position;
    return tag;
  });
}

function learnValueKinds(
  examples: readonly TrainingExample[],
  findBuiltins: FindBuiltins,
): Map<string, BuiltinName> {
  const textsByEntity = new Map<string, Set<string>>();
  for (const { text, spans } of examples) {
    for (const { entity, start, end } of spans) {
      textsByEntity.set(entity, (textsByEntity.get(entity) ?? new Set()).add(text.slice(start, end)));
    }
  }
  const kinds = new Map<string, BuiltinName>(builtinNames.map((name) => [name, name]));
  for (const [entity, texts] of textsByEntity) {
    const kind = kinds.get(entity) ?? commonKind([...texts], findBuiltins);
    if (kind) kinds.set(entity, kind);
  }
  return kinds;
}

function commonKind(texts: readonly string[], findBuiltins: FindBuiltins): BuiltinName | undefined {
  const found = texts.map((text) => {
    const whole = findBuiltins(text, tokenise(text), TRAINING_FRAME).filter(
      ({ start, end }) => end - start >= text.trim().length,
    );
    return new Set(whole.flatMap(({ entities }) => entities.map(({ name }) => name)));
  });
  return builtinNames.find(
    (name) => found.filter((names) => names.has(name)).length >= texts.length * KIND_SHARE,
  );
}
