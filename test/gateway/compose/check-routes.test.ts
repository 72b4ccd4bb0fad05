import { expect, it } from 'vitest';
import { checkRoutes } from '../../../src/gateway/compose/check-routes.ts';

it('a route by a channel that there is not is found', () => {
  const route = (channel: string) => ({ when: new Map([['channel', [channel]]]), engine: 'rasa' });
  expect(checkRoutes([route('whatsapp'), route('Web_Widget')])).toEqual([]);
  expect(checkRoutes([route('whatsapp'), route('watsapp')])).toMatchObject([
    { level: 'warning', message: 'routes[1]: there is no channel "watsapp".' },
  ]);
});
