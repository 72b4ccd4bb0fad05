import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { rasaSettingsSchema } from '../../../src/providers/rasa/rasa-settings.ts';

const url = 'http://localhost:5005';

describe('settings of Rasa', () => {
  it('need an address only', () => {
    expect(rasaSettingsSchema.parse({ url })).toMatchObject({
      mode: 'dialogue',
      http_api: true,
      channel: 'rest',
    });
  });

  it.each<[string, object, string]>([
    ['an unknown key', { tracke: true }, ''],
    ['an address that is none', { url: 'localhost' }, 'url'],
    ['credentials in the address', { url: 'http://user:pass@rasa:5005' }, 'url'],
    ['a query in the address', { url: 'http://rasa:5005/?token=x' }, 'url'],
    ['two users of one header', { jwt_secret: 'a', proxy_token: 'b' }, 'proxy_token'],
    ['nlu without the API', { mode: 'nlu', http_api: false }, 'http_api'],
    ['a tracker without the API', { tracker: true, http_api: false }, 'tracker'],
    ['the callback channel without a callback', { channel: 'callback' }, 'callback'],
    ['a callback that is open to all', { callback: {} }, 'callback'],
    ['a callback with a secret that is none', { callback: { path_secret: 'a b' } }, 'callback.path_secret'],
    ['a channel that is a path', { channel: '../model' }, 'channel'],
  ])('refuse %s', (_, over, path) => {
    const read = rasaSettingsSchema.safeParse({ url, ...over });
    expect(read.error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });

  it('stay as they are when read twice', () => {
    const once = rasaSettingsSchema.parse({
      url,
      handoff: { texts: ['x'] },
      callback: { token: 'long-enough' },
    });
    expect(rasaSettingsSchema.parse(once)).toEqual(once);
  });

  it('can be told to an editor', () => {
    const schema = z.toJSONSchema(rasaSettingsSchema, { io: 'input' });
    expect(schema).toMatchObject({ type: 'object', additionalProperties: false, required: ['url'] });
    const keys = Object.entries(schema.properties ?? {});
    expect(keys.filter(([, key]) => typeof key !== 'object' || !key.description)).toEqual([]);
  });
});
