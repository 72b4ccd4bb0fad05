import { afterAll, describe, expect, it } from 'vitest';
import { browserIsAvailable } from '../support/browser.ts';
import { type RasaStandIn, startRasaStandIn } from '../support/rasa-stand-in.ts';
import { prepareVisits } from '../support/visits.ts';

describe.runIf(browserIsAvailable())('switching the engine in the playground', () => {
  let rasa: RasaStandIn | undefined;
  const visit = prepareVisits(async () => {
    rasa = await startRasaStandIn();
    return { RASA_URL: rasa.url };
  });

  afterAll(() => rasa?.stop());

  it('takes effect with the next message, and the trace says who answered', async () => {
    const { complaints, visitor } = await visit();
    await visitor.say('Is breakfast included?');
    await visitor.turns.getByText(/^embedded, /).waitFor();
    await visitor.chooseEngine('rasa');
    await visitor.say('Is breakfast included now?');
    await visitor.turns.getByText(/^rasa, /).waitFor();
    await visitor.chooseEngine('embedded');
    await visitor.say('And is breakfast included today?');
    await visitor.turns
      .filter({ hasText: 'today' })
      .getByText(/^embedded, /)
      .waitFor();
    expect(complaints).toEqual([]);
  });
});
