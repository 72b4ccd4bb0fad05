import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { judge } from '../../../scripts/eval-embedded/judge.ts';
import { accuracy, atThreshold, auroc, type Verdict } from '../../../scripts/eval-embedded/metrics.ts';
import { readTsv } from '../../../scripts/eval-embedded/rows.ts';
import type { Provider } from '../../../src/core/ports/provider.ts';
import { createEmbeddedProvider } from '../../../src/providers/embedded/embedded-provider.ts';
import { embeddedSettingsSchema } from '../../../src/providers/embedded/embedded-settings.ts';
import { trainIntentModel } from '../../../src/providers/embedded/intents/intent-classifier.ts';
import {
  type LoadedTrainingData,
  loadTrainingData,
} from '../../../src/providers/embedded/training-data/load-training-data.ts';
import { vocabularyOf } from '../../../src/providers/embedded/vocabulary.ts';
import { say } from './support.ts';

const folder = join(import.meta.dirname, '../../../config/samples/hotel-booking');
const heldOut = join(import.meta.dirname, '../../fixtures/embedded/sample/held-out.tsv');
const settings = embeddedSettingsSchema.parse({ nlu: 'nlu.yml' });
const FEWEST_EXAMPLES = 12;

let loaded: LoadedTrainingData;
let verdicts: Verdict[];
let provider: Provider;

beforeAll(async () => {
  loaded = await loadTrainingData(['nlu.yml'], folder);
  verdicts = judge(trainIntentModel(loaded.sets[0]?.data.examples ?? []), readTsv(heldOut));
  provider = await createEmbeddedProvider(settings, { baseFolder: folder });
});

test('the sample reads without a problem and has enough examples of every intent', () => {
  expect(loaded.problems).toEqual([]);
  const examples = loaded.sets[0]?.data.examples ?? [];
  const counts = Map.groupBy(examples, ({ intent }) => intent);
  expect([...counts.keys()].sort()).toEqual(
    [
      ...['affirm', 'ask_checkin_checkout', 'ask_facilities', 'ask_price', 'book_hotel', 'bye', 'cancel'],
      ...['cancel_booking', 'change_booking', 'deny', 'greet', 'inform', 'my_bookings', 'talk_to_human'],
    ].sort(),
  );
  for (const [intent, members] of counts) {
    expect(members.length, intent).toBeGreaterThanOrEqual(FEWEST_EXAMPLES);
  }
});

test('it names the entities that the hotel flow asks for', () => {
  const wanted = ['hotel', 'date', 'guests', 'room_type', 'email', 'name', 'facility', 'booking_ref'];
  expect(vocabularyOf(loaded.sets).entities).toEqual(expect.arrayContaining(wanted));
});

test('phrases that are not among the examples are understood', () => {
  const texts = new Set(loaded.sets[0]?.data.examples.map(({ text }) => text.toLowerCase()));
  expect(readTsv(heldOut).filter(({ text }) => texts.has(text.toLowerCase()))).toEqual([]);
  expect(accuracy(verdicts)).toBeGreaterThanOrEqual(0.9);
});

test('what has nothing to do with hotels scores low, and never high enough to be answered', () => {
  expect(auroc(verdicts)).toBeGreaterThanOrEqual(0.95);
  expect(atThreshold(verdicts, settings.threshold).refused).toBeGreaterThanOrEqual(0.7);
  expect(atThreshold(verdicts, 0.6).refused).toBe(1);
});

test('one sentence fills the slots of a booking', async () => {
  const result = await say(provider, 'book the Grand Plaza for two on Friday');
  expect(result.intent?.name).toBe('book_hotel');
  expect(result.entities.map(({ name, value }) => [name, value])).toEqual([
    ['hotel', 'Grand Plaza'],
    ['guests', 2],
    ['date', '2026-11-27'],
  ]);
});

test.each([
  ['is breakfast included?', 'ask_facilities'],
  ['talk to a human', 'talk_to_human'],
  ['cancel', 'cancel'],
  ['yes', 'affirm'],
])('"%s" is certain enough to be answered', async (text, intent) => {
  const result = await say(provider, text);
  expect(result.intent?.name).toBe(intent);
  expect(result.intent?.score).toBeGreaterThanOrEqual(0.6);
});

test.each([
  ['Sea view', 'hotel', 'Sea View Inn'],
  ['the grand plazza please', 'hotel', 'Grand Plaza'],
  ['my booking number is hb-204519', 'booking_ref', 'hb-204519'],
  ['do you have a fitness room', 'facility', 'gym'],
  ['my name is Lena Fischer', 'name', 'Lena Fischer'],
  ['write to Lena.Fischer@example.org', 'email', 'lena.fischer@example.org'],
  ['a double room would be nice', 'room_type', 'double'],
])('"%s" holds the %s %s', async (text, name, value) => {
  const result = await say(provider, text);
  expect(result.entities).toEqual(expect.arrayContaining([expect.objectContaining({ name, value })]));
});

test.each([
  ['Book a room', []],
  ['Talk to a human', []],
  ['My name is Anna Schmidt', ['Anna Schmidt']],
  ['Anna Schmidt', ['Anna Schmidt']],
])('the capital that begins "%s" makes no name of its first word', async (text, names) => {
  const { entities } = await say(provider, text);
  expect(entities.filter(({ name }) => name === 'name').map(({ value }) => value)).toEqual(names);
});
