import type { GramIndex } from './encoded-text.ts';
import type { IntentModel } from './intent-classifier.ts';

/** Takes the grams out of a model that training saw too rarely to weigh; they count as unseen either way. */
export function pruneModel(model: IntentModel): IntentModel {
  const { rarity, unseenRarity } = model.scorer.grams;
  const kept = Int32Array.from(rarity.keys()).filter((id) => rarity[id] !== 0);
  if (kept.length === rarity.length) return model;
  const renumbered = new Map(Array.from(kept, (id, position) => [id, position]));
  const classCount = model.scorer.intents.length;
  const weights = new Float32Array(kept.length * classCount);
  kept.forEach((id, position) => {
    const row = model.scorer.linear.weights.subarray(id * classCount, (id + 1) * classCount);
    weights.set(row, position * classCount);
  });
  return {
    ...model,
    index: renumber(model.index, renumbered),
    scorer: {
      intents: model.scorer.intents,
      grams: { rarity: Float64Array.from(kept, (id) => rarity[id]!), unseenRarity },
      linear: { weights, biases: model.scorer.linear.biases },
    },
  };
}

function renumber(index: GramIndex, ids: ReadonlyMap<number, number>): GramIndex {
  return { words: renumberBlock(index.words, ids), characters: renumberBlock(index.characters, ids) };
}

function renumberBlock(
  block: ReadonlyMap<string, number>,
  ids: ReadonlyMap<number, number>,
): Map<string, number> {
  const result = new Map<string, number>();
  for (const [gram, id] of block) {
    const next = ids.get(id);
    if (next !== undefined) result.set(gram, next);
  }
  return result;
}
