import { conversationInAddress, putConversationInAddress } from './address.js';
import { ApiProblem } from './api.js';
import { readDeliveries, readKey, readRequests } from './read-stand-in.js';
import { readUpload } from './read-upload.js';
import { createRefresher } from './refresher.js';

/** @typedef {import('./types.d.ts').PlaygroundState} PlaygroundState */
/** @typedef {import('./types.d.ts').Playground} Playground */

/** What "Reopen" says in the visitor's name: in Chatwoot, writing is what reopens a resolved conversation. */
const REOPENING_WORDS = 'Hello again';

/** @type {PlaygroundState} */
const emptyState = {
  phase: 'opening',
  bots: [],
  inboxes: [],
  bot: '',
  conversation: null,
  messages: [],
  typing: false,
  traces: [],
  gatewayState: null,
  requests: [],
  deliveries: [],
  problem: null,
};

/**
 * The state of the page and all that a person can do on it. Every action goes to a server; what is shown is
 * always read back from there, so that the page never believes something that did not happen.
 * @param {import('./api.js').Api} api
 * @param {typeof import('./live-feed.js').openLiveFeed} openFeed
 * @returns {Playground}
 */
export function createPlayground(api, openFeed) {
  let state = emptyState;
  /** @type {Set<() => void>} */
  const listeners = new Set();

  /** @param {Partial<PlaygroundState>} change */
  function update(change) {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  }

  /** @param {unknown} error */
  function report(error) {
    update({ problem: error instanceof Error ? error.message : 'Something went wrong.' });
  }

  async function load() {
    const id = state.conversation?.id;
    if (id === undefined) return;
    const [bots, standIn, detail, requests, attempts] = await Promise.all([
      api.gateway(),
      api.standIn(),
      api.conversation(id),
      api.requests(id),
      api.deliveries(id),
    ]);
    const deliveries = readDeliveries(attempts);
    const { bot, key } = readKey(id, standIn, deliveries, bots);
    const traced = await api.traces(key);
    if (state.conversation?.id !== id) return;
    update({
      ...detail,
      phase: 'ready',
      bots,
      inboxes: standIn.inboxes.map((/** @type {{name: string}} */ inbox) => inbox.name),
      bot,
      requests: readRequests(requests),
      deliveries,
      traces: traced.traces.toSorted(newestFirst),
      gatewayState: traced.state,
    });
  }

  const refresher = createRefresher(load, (error) => {
    if (error instanceof ApiProblem && error.status === 404) void beginAnew();
    else report(error);
  });

  /** The stand-in keeps everything in memory: after a restart the conversation at hand is gone. */
  async function beginAnew() {
    await attempt(() => newConversation());
    update({ problem: 'The gateway was restarted, so this is a new conversation.' });
  }

  /** @param {number} id */
  async function open(id) {
    putConversationInAddress(id);
    const conversation = /** @type {any} */ ({ id });
    update({ ...emptyState, bots: state.bots, inboxes: state.inboxes, phase: state.phase, conversation });
    await refresher.now();
  }

  /** @param {string} [inbox] */
  async function newConversation(inbox) {
    const created = await api.createConversation(inbox);
    await open(created.id);
    await api.act(created.id, 'opened');
  }

  async function begin() {
    try {
      await api.gateway();
      const { conversations } = await api.standIn();
      const wanted = conversationInAddress();
      const known = conversations.some((/** @type {{id: number}} */ one) => one.id === wanted);
      await (known && wanted !== null ? open(wanted) : newConversation());
      openFeed(api.streamUrl(), {
        onOpen() {
          update({ problem: null });
          refresher.soon();
        },
        onEvent: (event) => {
          if (event.conversation_id === undefined || event.conversation_id === state.conversation?.id)
            refresher.soon();
        },
        onLost: () => update({ problem: 'The gateway does not answer. Trying again …' }),
      });
    } catch (error) {
      update({ phase: 'unreachable' });
      report(error);
    }
  }

  /**
   * One action on the conversation at hand.
   * @param {string} action @param {unknown} [json]
   */
  function act(action, json) {
    return attempt(() => api.act(here(), action, json));
  }

  function here() {
    if (state.conversation) return state.conversation.id;
    throw new Error('There is no conversation yet.');
  }

  /** @param {() => Promise<unknown>} work */
  async function attempt(work) {
    try {
      update({ problem: null });
      await work();
      refresher.soon();
    } catch (error) {
      report(error);
    }
  }

  return {
    read: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start: () => void begin(),
    newConversation: (inbox = state.conversation?.inbox) => attempt(() => newConversation(inbox)),
    reopen: () => act('customer', { content: REOPENING_WORDS }),
    say: (content) => act('customer', { content }),
    choose: (message_id, { value, title }) => act('choose', { message_id, value, title }),
    submitForm: (message_id, values) => act('form', { message_id, values }),
    submitEmail: (message_id, email) => act('email', { message_id, email }),
    attach: (file) => attempt(async () => api.act(here(), 'attach', await readUpload(file))),
    actAsAgent: (action, content) => act('agent', { action, content }),
    switchEngine: (bot, engine) => attempt(() => api.switchEngine(bot, engine)),
    dismissProblem: () => update({ problem: null }),
  };
}

/**
 * @param {import('./types.d.ts').StoredTrace} a
 * @param {import('./types.d.ts').StoredTrace} b
 */
function newestFirst(a, b) {
  return b.trace.at - a.trace.at;
}
