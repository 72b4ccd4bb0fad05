import { describe, expect, it } from 'vitest';
import { runScript } from '../../support/run-script.ts';

describe('the client packages', () => {
  it.each([
    ['rasa', { url: 'http://127.0.0.1:9' }, []],
    ['dialogflow-es', { project: 'p' }, ['@google-cloud/dialogflow', 'google-gax']],
    ['dialogflow-cx', { project: 'p', agent: 'a' }, ['@google-cloud/dialogflow-cx', 'google-gax']],
  ])('in memory with %s', async (engine, settings, packages) => {
    expect(await runScript('list-loaded-engines.ts', [engine, JSON.stringify(settings)])).toEqual(packages);
  });
});
