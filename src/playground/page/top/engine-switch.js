import { html } from '../html.js';

/** @param {{state: import('../types.d.ts').PlaygroundState, playground: import('../types.d.ts').Playground}} props */
export function EngineSwitch({ state, playground }) {
  const bot = state.bots.find((candidate) => candidate.name === state.bot);
  if (!bot) return null;
  /** @param {Event} event */
  function change(event) {
    const select = /** @type {HTMLSelectElement} */ (event.currentTarget);
    void playground.switchEngine(bot?.name ?? '', select.value);
  }
  return html`
    <label class="labelled-select">
      <span>Engine</span>
      <select class="select" value=${bot.engine} onChange=${change}>
        ${bot.engines.map(
          (engine) => html`
            <option key=${engine} value=${engine} selected=${engine === bot.engine}>
              ${engine === bot.defaultEngine ? `${engine} (default)` : engine}
            </option>
          `,
        )}
      </select>
    </label>
  `;
}
