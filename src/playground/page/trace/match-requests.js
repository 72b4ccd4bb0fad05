/** @typedef {import('../types.d.ts').StoredTrace} StoredTrace */
/** @typedef {import('../types.d.ts').RequestRecord} RequestRecord */

/**
 * Which turn made which REST call. A message carries the id of its planned call as a marker; anything else
 * (status, typing, attributes) belongs to the turn that was last begun when it arrived.
 * @param {readonly StoredTrace[]} traces newest first
 * @param {readonly RequestRecord[]} requests oldest first
 * @returns {Map<string, RequestRecord[]>} by turn id, oldest first
 */
export function matchRequests(traces, requests) {
  /** @type {Map<string, RequestRecord[]>} */
  const byTurn = new Map(traces.map(({ trace }) => [trace.id, []]));
  for (const request of requests) {
    const turn = turnByMarker(traces, request) ?? turnByTime(traces, request);
    if (turn) byTurn.get(turn.trace.id)?.push(request);
  }
  return byTurn;
}

/** @param {readonly StoredTrace[]} traces @param {RequestRecord} request */
function turnByMarker(traces, { body }) {
  const text = JSON.stringify(body) ?? '';
  return traces.find(({ calls }) => calls.some(({ call }) => text.includes(call.id)));
}

/** @param {readonly StoredTrace[]} traces @param {RequestRecord} request */
function turnByTime(traces, { at }) {
  return traces.find(({ trace }) => trace.at <= at) ?? traces.at(-1);
}
