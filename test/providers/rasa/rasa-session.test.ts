import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/core/model/json.ts';
import { readRasaSession, writeRasaSession } from '../../../src/providers/rasa/rasa-session.ts';

describe('session of Rasa', () => {
  it.each<[Json | undefined]>([
    [undefined],
    [null],
    ['text'],
    [7],
    [[]],
    [{}],
    [{ offered: 'all', paused: 'yes' }],
  ])('is empty when there is none, or another engine’s: %j', (data) => {
    expect(readRasaSession(data)).toEqual({ offered: [], paused: false });
  });

  it('comes back as it was written', () => {
    const written = writeRasaSession({ offered: ['/a'], paused: false }, ['/b', '/a'], true);
    expect(readRasaSession(written)).toEqual({ offered: ['/a', '/b'], paused: true });
  });

  it('keeps the newest offers only', () => {
    const many = Array.from({ length: 150 }, (_, index) => `/choice_${index}`);
    const { offered } = readRasaSession(writeRasaSession({ offered: many, paused: false }, ['/last'], false));
    expect(offered).toHaveLength(100);
    expect(offered.at(-1)).toBe('/last');
  });
});
