import type { FetchRequest, FetchResult } from '../../ports/fetcher.ts';
import { createFiller } from '../fill.ts';
import type { StepOf } from '../flow.ts';
import { type FlowRun, fillSlot, flowView, type Next, readingOf, renderText } from '../flow-run.ts';
import { lookUp } from '../look-up.ts';
import { readValue } from '../slot-types.ts';

type Fetch = StepOf<'fetch'>;

/** More requests than this without a word of the customer are a loop. */
const MAX_FETCHES = 10;

export function enterFetch(step: Fetch, run: FlowRun): Next {
  run.fetches += 1;
  if (run.fetches > MAX_FETCHES) {
    return {
      kind: 'handoff',
      reasonText: `Flow "${run.flow.name}" fetched ${MAX_FETCHES} times without an answer.`,
    };
  }
  const filler = createFiller(run.context.templates, flowView(run));
  const request: FetchRequest = {
    method: step.method,
    url: filler.url(step.url),
    headers: Object.fromEntries(
      Object.entries(step.headers).map(([name, value]) => [name, filler.text(value)]),
    ),
    ...(step.body !== undefined && { body: filler.json(step.body) }),
    timeoutMs: step.timeoutMs,
    idempotencyKey: `${run.context.turnId}/${step.id}`,
  };
  if (filler.missing.length === 0 && request.url !== '') return { kind: 'fetch', step: step.id, request };
  const why = request.url === '' ? 'the address is not usable' : `no value for ${filler.missing.join(', ')}`;
  run.notes.push(`${step.id} not sent: ${why}`);
  return { kind: 'goto', step: step.onFailure };
}

/** Saves what the answer holds. An answer without it is a failure. */
export function finishFetch(step: Fetch, run: FlowRun, result: FetchResult): Next {
  if (step.proves === undefined) return useAnswer(step, run, result);
  if (WRONG_CODE.includes(result.status ?? 0)) run.proof = { kind: 'refused' };
  const next = useAnswer(step, run, result);
  // A code is good for one check.
  for (const name of step.forgets) delete run.slots[name];
  return next;
}

function useAnswer(step: Fetch, run: FlowRun, result: FetchResult): Next {
  const byStatus = result.status === undefined ? undefined : step.onStatus[String(result.status)];
  if (byStatus !== undefined) {
    run.notes.push(`${step.id} answered ${result.status}`);
    return { kind: 'goto', step: byStatus };
  }
  if (!result.ok) {
    run.notes.push(`${step.id} failed: ${result.code} ${result.detail}`);
    return { kind: 'goto', step: step.onFailure };
  }
  const unusable = save(step, run, result.body);
  if (unusable.length === 0) {
    if (step.proves !== undefined) run.proof = { kind: 'proved', value: renderText(run, step.proves) };
    return { kind: 'goto', step: step.next ?? '' };
  }
  run.notes.push(`${step.id} failed: the answer has no usable ${unusable.join(', ')}`);
  return { kind: 'goto', step: step.onFailure };
}

/** Statuses by which a service says that a code is wrong, unknown or used up. Anything else says nothing about it. */
const WRONG_CODE: readonly number[] = [400, 401, 403, 404, 409, 410, 422];

/** Names of the slots for which the answer has no value that fits. */
function save(
  step: Fetch,
  run: FlowRun,
  body: Extract<FetchResult, { ok: true }>['body'],
): readonly string[] {
  return Object.entries(step.save).flatMap(([name, path]) => {
    const slot = run.flow.slots.get(name);
    const found = lookUp(body, path);
    const value =
      slot && found !== undefined && found !== null ? readValue(found, readingOf(run, slot)) : undefined;
    if (value === undefined) return [name];
    fillSlot(run, name, value);
    return [];
  });
}
