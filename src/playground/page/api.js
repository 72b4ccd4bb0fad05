/**
 * HTTP of the page: the gateway's playground API and the stand-in's control API, both on this origin.
 * Answers are handed on unread; `read-stand-in.js` gives them their shape.
 */

/** Refused or failed; the message is fit for the screen. */
export class ApiProblem extends Error {
  /** @param {string} message @param {number} [status] absent: there was no answer */
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/**
 * @param {string} path
 * @param {{method?: string, json?: unknown, form?: FormData}} [options]
 * @returns {Promise<any>}
 */
async function request(path, { method = 'GET', json, form } = {}) {
  const headers = json === undefined ? undefined : { 'Content-Type': 'application/json' };
  const body = json === undefined ? form : JSON.stringify(json);
  const response = await fetch(path, { method, headers, body }).catch(() => {
    throw new ApiProblem('The gateway does not answer. Is it still running?');
  });
  const text = await response.text();
  const answer = parse(text);
  if (response.ok) return answer;
  const reason = answer?.error ?? answer?.message ?? `The gateway answered ${response.status}.`;
  throw new ApiProblem(reason, response.status);
}

/** @param {string} text */
function parse(text) {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

export function createApi() {
  let control = '/stand-in/control';
  /** @param {number} id @param {string} action @param {unknown} [json] */
  const act = (id, action, json = {}) =>
    request(`${control}/conversations/${id}/${action}`, { method: 'POST', json });

  return {
    async gateway() {
      const answer = await request('/playground/api/bots');
      control = `${answer.standIn}/control`;
      return answer.bots;
    },
    /** @param {string} key conversation key */
    traces: (key) => request(`/playground/api/traces/${encodeURIComponent(key)}`),
    /** @param {string} bot @param {string} engine */
    switchEngine: (bot, engine) =>
      request('/playground/api/engine', { method: 'POST', json: { bot, engine } }),
    standIn: () => request(`${control}/state`),
    /** @param {string} [inbox] name; absent: the first */
    createConversation: (inbox) => request(`${control}/conversations`, { method: 'POST', json: { inbox } }),
    /** @param {number} id */
    conversation: (id) => request(`${control}/conversations/${id}`),
    /** @param {number} id */
    requests: (id) => request(`${control}/conversations/${id}/requests`),
    /** @param {number} id */
    deliveries: (id) => request(`${control}/conversations/${id}/deliveries`),
    streamUrl: () => `${control}/stream`,
    act,
  };
}

/** @typedef {ReturnType<typeof createApi>} Api */
