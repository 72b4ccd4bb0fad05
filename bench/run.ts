/**
 * `npm run bench`: the gateway beside the floor, in one run and alternating, so that a noisy machine is noisy for both.
 * Prints figures and their ratios to the floor. `--rounds N` (default 3), `--quick` for a look.
 */
import { parseArgs } from 'node:util';
import { createCustomers, type Sample } from './load.ts';
import { type Stubs, startStubs } from './stubs.ts';
import { startFloor, startGateway, type Target } from './target.ts';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '3' }, quick: { type: 'boolean', default: false } },
});
const rounds = values.quick ? 1 : Number(values.rounds);
const scale = values.quick ? 0.25 : 1;
const SECRET = 'bench-secret-of-24-chars';

interface Measured {
  readonly turnsPerSecond: number;
  readonly cpuMicrosecondsPerTurn: number;
  readonly replyP50Ms: number;
  readonly replyP99Ms: number;
  readonly webhookP50Ms: number;
  readonly webhookP99Ms: number;
  readonly slowEngineTurnsPerSecond: number;
  readonly residentMiB: number;
  readonly failures: number;
}

const stubs = await startStubs();
const results = { floor: [] as Measured[], gateway: [] as Measured[] };
for (let round = 1; round <= rounds; round += 1) {
  results.floor.push(await measure(await startFloor(stubs, SECRET), stubs));
  results.gateway.push(await measure(await startGateway(stubs, SECRET), stubs));
  console.error(`round ${round} of ${rounds} done`);
}
await stubs.close();
report(middle(results.floor), middle(results.gateway));

async function measure(target: Target, stubs: Stubs): Promise<Measured> {
  const customers = createCustomers(target.webhookUrl, SECRET, stubs);
  stubs.setEngineDelay(0);
  await customers.closedLoop(64, 2_000 * scale); // warm up
  const cpuBefore = target.cpuMicroseconds();
  const closed = await customers.closedLoop(64, 12_000 * scale);
  const cpu = target.cpuMicroseconds() - cpuBefore;
  const open = await customers.openLoop(100, 50, 2_000 * scale);
  stubs.setEngineDelay(300);
  const slow = await customers.closedLoop(1_000, 6_000 * scale);
  stubs.setEngineDelay(0);
  const many = await customers.everybodyOnce(10_000, 64);
  const residentMiB = target.residentMiB();
  customers.close();
  await target.stop();
  return {
    turnsPerSecond: closed.turns / closed.seconds,
    cpuMicrosecondsPerTurn: cpu / closed.turns,
    replyP50Ms: percentile(open.replyMs, 0.5),
    replyP99Ms: percentile(open.replyMs, 0.99),
    webhookP50Ms: percentile(open.webhookMs, 0.5),
    webhookP99Ms: percentile(open.webhookMs, 0.99),
    slowEngineTurnsPerSecond: slow.turns / slow.seconds,
    residentMiB,
    failures: [closed, open, slow, many].reduce((sum, sample: Sample) => sum + sample.failures, 0),
  };
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** The median of each figure over the rounds. */
function middle(all: readonly Measured[]): Measured {
  const median = (of: (measured: Measured) => number) =>
    percentile(
      all.map(of).sort((a, b) => a - b),
      0.5,
    );
  return {
    turnsPerSecond: median((m) => m.turnsPerSecond),
    cpuMicrosecondsPerTurn: median((m) => m.cpuMicrosecondsPerTurn),
    replyP50Ms: median((m) => m.replyP50Ms),
    replyP99Ms: median((m) => m.replyP99Ms),
    webhookP50Ms: median((m) => m.webhookP50Ms),
    webhookP99Ms: median((m) => m.webhookP99Ms),
    slowEngineTurnsPerSecond: median((m) => m.slowEngineTurnsPerSecond),
    residentMiB: median((m) => m.residentMiB),
    failures: Math.max(...all.map((m) => m.failures)),
  };
}

function report(floor: Measured, gateway: Measured): void {
  const row = (name: string, of: (measured: Measured) => number, aim: string) => ({
    figure: name,
    floor: of(floor).toFixed(1),
    gateway: of(gateway).toFixed(1),
    ratio: (of(gateway) / of(floor)).toFixed(2),
    aim,
  });
  console.table([
    row('turns per second, 64 conversations', (m) => m.turnsPerSecond, 'ratio ≥ 0.5'),
    row('CPU µs per turn', (m) => m.cpuMicrosecondsPerTurn, 'ratio ≤ 2'),
    row('webhook → reply p50 ms at 100/s', (m) => m.replyP50Ms, 'gateway − floor ≤ 5'),
    row('webhook → reply p99 ms at 100/s', (m) => m.replyP99Ms, ''),
    row('webhook answered p50 ms at 100/s', (m) => m.webhookP50Ms, ''),
    row('webhook answered p99 ms at 100/s', (m) => m.webhookP99Ms, 'gateway ≤ 10'),
    row(
      'turns per second, engine 300 ms, 1,000 conversations',
      (m) => m.slowEngineTurnsPerSecond,
      'ratio about 1',
    ),
    row('resident MiB, 10,000 conversations known', (m) => m.residentMiB, 'gateway ≤ 200'),
    row('failures', (m) => m.failures, '0'),
  ]);
}
