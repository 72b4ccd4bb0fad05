import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Provider } from '../../../src/core/ports/provider.ts';
import { createEmbeddedProvider } from '../../../src/providers/embedded/embedded-provider.ts';
import { embeddedSettingsSchema } from '../../../src/providers/embedded/embedded-settings.ts';
import { ask, MONDAY, requestFor, say } from './support.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/embedded/hotel');
let folder: string;
let provider: Provider;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'embedded-'));
  provider = await create({ nlu: join(fixtures, 'nlu.yml') });
});

afterAll(() => rm(folder, { recursive: true }));

function create(settings: Record<string, unknown>): Promise<Provider> {
  return createEmbeddedProvider(embeddedSettingsSchema.parse(settings), { baseFolder: folder });
}

async function createFrom(nlu: string, settings: Record<string, unknown> = {}): Promise<Provider> {
  await writeFile(join(folder, 'some.yml'), nlu);
  return create({ nlu: 'some.yml', ...settings });
}

describe('text', () => {
  test('gives the best intent, the next ones and the entities', async () => {
    const result = await say(provider, 'can I reserve a suite for friday?');
    expect(result.intent?.name).toBe('book_room');
    expect(result.intent?.score).toBeGreaterThan(0.6);
    expect(result.alternatives).toHaveLength(5);
    expect(result.alternatives.map(({ name }) => name)).not.toContain('book_room');
    expect(result.entities.map(({ name, value }) => [name, value])).toEqual([
      ['room_type', 'suite'],
      ['date', '2026-11-27'],
    ]);
    expect(result).toMatchObject({ replies: [], warnings: [], language: 'en' });
    expect(result.fallback).toBeUndefined();
  });

  test('below the threshold is a fallback whose candidates can still be seen', async () => {
    const result = await say(provider, 'what is the capital of Peru');
    expect(result.fallback).toBe(true);
    expect(result.intent).toBeUndefined();
    expect(result.alternatives[0]?.score).toBeLessThan(0.35);
  });

  test('without a single known part has no certainty at all', async () => {
    const result = await say(provider, 'жщъ');
    expect(result.fallback).toBe(true);
    expect(result.alternatives[0]?.score).toBe(0);
  });

  test('is taken as words when it looks like a command', async () => {
    const typed = await say(provider, '/book_room{"room_type": "suite"}');
    const plain = await say(provider, 'book_room{"room_type": "suite"}');
    expect(typed.intent).toEqual(plain.intent);
    expect(typed.intent?.score).not.toBe(1);
  });

  test.each(['', '   ', '\n'])('that is empty (%j) says nothing', async (text) => {
    expect(await say(provider, text)).toEqual({ alternatives: [], entities: [], replies: [], warnings: [] });
  });

  test('of any length and kind gets an answer with offsets that fit', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 200 }), async (text) => {
        const result = await say(provider, `${text} suite 3`);
        for (const { start = 0, end = 0, text: words } of result.entities) {
          expect(`${text} suite 3`.slice(start, end)).toBe(words);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('that is too long is cut with a warning', async () => {
    const result = await say(provider, 'cancel my booking please. '.repeat(6000));
    expect(result.warnings.map(({ code }) => code)).toEqual(['text-cut']);
    expect(result.intent?.name).toBe('cancel_booking');
  });

  test('gives the same answer every time', async () => {
    const again = await create({ nlu: [join(fixtures, 'nlu.yml')], cache: 'unused' });
    const text = 'could you move my stay to June 3';
    expect(await say(again, text)).toEqual(await say(provider, text));
  });
});

describe('other content', () => {
  test('a choice may name its intent and entities with certainty', async () => {
    const value = '/book_room{"room_type": "suite", "guests": [1, 2]}';
    const result = await ask(provider, { kind: 'choice', value, title: 'A suite' });
    expect(result.intent).toEqual({ name: 'book_room', score: 1 });
    expect(result.entities).toEqual([
      { name: 'room_type', value: 'suite' },
      { name: 'guests', value: 1 },
      { name: 'guests', value: 2 },
    ]);
    expect(result.warnings).toEqual([]);
  });

  test('a choice of an unknown intent is taken at its word, with a warning', async () => {
    const result = await ask(provider, { kind: 'choice', value: '/subscribe', title: 'Subscribe' });
    expect(result.intent).toEqual({ name: 'subscribe', score: 1 });
    expect(result.warnings.map(({ code }) => code)).toEqual(['unknown-intent']);
  });

  test('any other choice counts as what its title says', async () => {
    const result = await ask(provider, { kind: 'choice', value: 'x17', title: 'cancel my reservation' });
    expect(result.intent?.name).toBe('cancel_booking');
  });

  test('a caption is text; files without one, forms and unknown events say nothing', async () => {
    const items = [{ kind: 'image' as const }];
    const captioned = await ask(provider, { kind: 'attachment', items, caption: 'cancel my reservation' });
    expect(captioned.intent?.name).toBe('cancel_booking');
    const empty = { alternatives: [], entities: [], replies: [], warnings: [] };
    expect(await ask(provider, { kind: 'attachment', items })).toEqual(empty);
    expect(await ask(provider, { kind: 'form', values: { name: 'Ada' } })).toEqual(empty);
    expect(await ask(provider, { kind: 'opened' })).toEqual(empty);
    expect(await ask(provider, { kind: 'event', name: 'campaign', values: {} })).toEqual(empty);
  });

  test('an event of the name of an intent means that intent', async () => {
    const result = await ask(provider, { kind: 'event', name: 'greet', values: { name: 'Ada' } });
    expect(result.intent).toEqual({ name: 'greet', score: 1 });
    expect(result.entities).toEqual([{ name: 'name', value: 'Ada' }]);
  });
});

describe('settings', () => {
  const twoIntents = `version: "3.1"
nlu:
- intent: yes
  examples: |
    - yes
    - yes please
- intent: no
  examples: |
    - no
    - no thanks
`;

  test('unknown keys and thresholds out of range are refused', () => {
    expect(embeddedSettingsSchema.safeParse({ nlu: 'a', treshold: 0.2 }).success).toBe(false);
    expect(embeddedSettingsSchema.safeParse({ nlu: 'a', threshold: 2 }).success).toBe(false);
    expect(embeddedSettingsSchema.safeParse({ nlu: [] }).success).toBe(false);
    expect(embeddedSettingsSchema.safeParse({}).success).toBe(false);
  });

  test('the threshold decides what is understood', async () => {
    const text = 'what are the rates in winter';
    const strict = await create({ nlu: join(fixtures, 'nlu.yml'), threshold: 1 });
    const lenient = await create({ nlu: join(fixtures, 'nlu.yml'), threshold: 0 });
    expect((await say(strict, text)).fallback).toBe(true);
    expect((await say(lenient, text)).intent?.name).toBe('ask_price');
  });

  test('the country reads national phone numbers', async () => {
    const german = await createFrom(twoIntents, { country: 'DE' });
    const result = await say(german, 'call me at 030 901820');
    expect(result.entities).toMatchObject([{ name: 'phone', value: '+4930901820' }]);
  });

  test('training data with errors is refused with its places', async () => {
    const broken = createFrom('version: "3.1"\nnlu:\n- intent: a\n  examples: |\n    - [two](guests\n');
    await expect(broken).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    await expect(broken).rejects.toThrow(/some\.yml:5:7 The mark is not closed/);
    await expect(create({ nlu: 'missing.yml' })).rejects.toThrow(/missing\.yml:1:1/);
  });

  test('check tells what was learned and what is doubtful', async () => {
    const thin = await createFrom(`${twoIntents}- intent: maybe\n  examples: |\n    - perhaps\n`);
    const findings = await thin.check(new AbortController().signal);
    expect(findings[0]).toMatchObject({ level: 'ok', message: expect.stringContaining('3 intents') });
    expect(findings[1]).toMatchObject({
      level: 'warning',
      message: expect.stringContaining('some.yml:13:7'),
    });
  });
});

test('a cancelled request is not answered', async () => {
  const cancelled = provider.respond(requestFor({ kind: 'text', text: 'hi' }), AbortSignal.abort());
  await expect(cancelled).rejects.toMatchObject({ code: 'ENGINE_ABORTED' });
});

test('days are those of the time zone of the bot', async () => {
  const nearlyMidnight = MONDAY + 13.5 * 3_600_000;
  const dayIn = async (timeZone: string) =>
    (await say(provider, 'book a room for tomorrow', { at: nearlyMidnight, timeZone })).entities[0]?.value;
  expect(await dayIn('America/New_York')).toBe('2026-11-24');
  expect(await dayIn('Europe/Berlin')).toBe('2026-11-25');
  expect(await dayIn('Pacific/Kiritimati')).toBe('2026-11-25');
});
