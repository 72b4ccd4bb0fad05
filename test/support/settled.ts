import type { RunningGateway } from './running-gateway.ts';

/** Resolves when everything that is on its way has arrived and been worked on. The store is asked: it tells nobody. */
export async function settled({ standIn, store }: RunningGateway): Promise<void> {
  await standIn.webhooksDone();
  for (;;) {
    const { waitingEvents, waitingCalls, leasedLanes } = await store().stats();
    if (waitingEvents + waitingCalls + leasedLanes === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await standIn.webhooksDone();
}
