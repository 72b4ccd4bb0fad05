import { describe, expect, it } from 'vitest';
import type { Entity } from '../../../src/core/model/nlu-result.ts';
import { createProvider } from '../../../src/providers/registry.ts';
import { type FoundDay, resolveDates } from '../../../src/providers/shared/with-resolved-dates.ts';
import { providerRequest } from '../../support/provider-requests.ts';
import { startRasaStandIn } from '../../support/rasa-stand-in.ts';

const text = 'Park Hotel from Friday to Sunday';
const friday: FoundDay = { start: 16, end: 22, date: '2026-11-27', role: 'from' };
const sunday: FoundDay = { start: 26, end: 32, date: '2026-11-29', role: 'to' };
const hotel: Entity = { name: 'hotel', value: 'Park Hotel', start: 0, end: 10 };
const found = (day: FoundDay, words: string): Entity => ({
  name: 'date',
  value: day.date ?? '',
  text: words,
  start: day.start,
  end: day.end,
  ...(day.role && { role: day.role }),
});
const bothFound = [found(friday, 'Friday'), found(sunday, 'Sunday')];

describe('dates', () => {
  it('are added where the engine found none', () => {
    expect(resolveDates([hotel], [friday, sunday], text)).toEqual([hotel, ...bothFound]);
  });

  it('take the place of their words, and keep what the engine knows of them', () => {
    const said: Entity = { name: 'date', value: 'Friday', start: 16, end: 22, role: 'arrival', score: 0.9 };
    expect(resolveDates([said], [friday], text)).toEqual([
      { ...found(friday, 'Friday'), role: 'arrival', score: 0.9 },
    ]);
  });

  it('come out of one find of the engine that holds both', () => {
    const said: Entity = { name: 'date', value: 'from Friday to Sunday', start: 11, end: 32 };
    expect(resolveDates([said, hotel], [friday, sunday], text)).toEqual([hotel, ...bothFound]);
  });

  it.each<[string, Entity]>([
    ['a date', { name: 'date', value: '2026-12-04', start: 16, end: 22 }],
    ['a moment', { name: 'date', value: '2026-12-04T00:00:00Z', start: 16, end: 22 }],
    ['a span', { name: 'date', value: { from: '2026-12-04', to: '2026-12-06' }, start: 16, end: 22 }],
  ])('that the engine resolved to %s stay', (_, entity) => {
    expect(resolveDates([entity], [friday], text)).toEqual([entity]);
  });

  it('without a day change nothing', () => {
    const entities = [hotel, { name: 'date', value: 'some day' }];
    expect(resolveDates(entities, [{ start: 0, end: 4 }], text)).toBe(entities);
  });
});

it('Rasa’s words for days become dates, in the zone and language of the request', async () => {
  const standIn = await startRasaStandIn();
  const deps = { clock: Date.now, baseFolder: '.' };
  const provider = await createProvider('rasa', { url: standIn.url }, deps);
  const signal = new AbortController().signal;
  const datesOf = async (said: string, language: string) => {
    const request = providerRequest(said, { purpose: 'understand', language });
    const { entities } = await provider.respond(request, signal);
    return entities.filter(({ name }) => name === 'date').map(({ value }) => value);
  };
  expect(await datesOf('book the Grand Plaza for two on Friday', 'en')).toEqual(['2026-11-27']);
  expect(await datesOf('am Freitag', 'de')).toEqual(['2026-11-27']);
  await provider.close?.();
  await standIn.stop();
});
