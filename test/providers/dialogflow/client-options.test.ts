import { describe, expect, it } from 'vitest';
import { clientOptions } from '../../../src/providers/dialogflow/client-options.ts';
import { dialogflowEsSettingsSchema } from '../../../src/providers/dialogflow/dialogflow-es-settings.ts';

const credentials = { client_email: 'gateway@hotel.example', private_key: 'key' };

function options(over: Record<string, unknown>) {
  return clientOptions(dialogflowEsSettingsSchema.parse({ project: 'hotel', ...over }), credentials);
}

describe('where the service is', () => {
  it.each<[Record<string, unknown>, object]>([
    [{ location: 'europe-west1' }, { apiEndpoint: 'europe-west1-dialogflow.googleapis.com', credentials }],
    [{ location: 'eu' }, { apiEndpoint: 'eu-dialogflow.googleapis.com', credentials }],
    [{ api_endpoint: 'private.example' }, { apiEndpoint: 'private.example', credentials }],
    [{ api_endpoint: 'private.example:8443' }, { apiEndpoint: 'private.example', port: 8443, credentials }],
    [{ api_endpoint: 'https://private.example' }, { apiEndpoint: 'private.example', credentials }],
    [{ api_endpoint: 'http://localhost:4000' }, { apiEndpoint: 'localhost', port: 4000, protocol: 'http' }],
    [{ api_endpoint: 'http://localhost' }, { apiEndpoint: 'localhost', port: 80, protocol: 'http' }],
  ])('%j', (over, expected) => {
    expect(options(over)).toMatchObject(expected);
  });

  it('is the client’s own affair for global agents', () => {
    expect(options({})).not.toHaveProperty('apiEndpoint');
  });

  it('is given no credentials in plain text', () => {
    expect(options({ api_endpoint: 'http://localhost:4000' })).not.toHaveProperty('credentials');
  });

  it.each(['http://user:pass@host', 'https://host/path', 'https://host?x=1', 'ftp://host', 'not a host'])(
    'is not %s',
    (text) => {
      const read = dialogflowEsSettingsSchema.safeParse({ project: 'hotel', api_endpoint: text });
      expect(read.success).toBe(false);
    },
  );
});
