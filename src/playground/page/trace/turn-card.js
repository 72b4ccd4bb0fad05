import { useState } from 'preact/hooks';
import { capitalised, formatDuration, formatTime, inWords } from '../format.js';
import { html } from '../html.js';
import { CallList } from './call-list.js';
import { Entities } from './entities.js';
import { IntentBars } from './intent-bars.js';
import { Slots } from './slots.js';
import { StepList } from './step-list.js';

/**
 * @param {{
 *   number: number,
 *   stored: import('../types.d.ts').StoredTrace,
 *   requests: import('../types.d.ts').RequestRecord[],
 *   slots: Record<string, unknown>,
 *   inFocus: boolean,
 * }} props
 */
export function TurnCard({ number, stored, requests, slots, inFocus }) {
  const { trace, calls } = stored;
  /** The turn in focus is open, the others closed, until the reader decides otherwise. */
  const [chosen, setChosen] = useState(/** @type {boolean | null} */ (null));
  const open = chosen ?? inFocus;
  /** Opening the chat, or a change of status, says nothing: then the reason says it all. */
  const title = trace.utterance ? `“${trace.utterance}”` : capitalised(trace.reason);
  return html`
    <article class="turn" data-decision=${trace.decision}>
      <h3 class="turn-heading">
        <button type="button" class="turn-toggle" aria-expanded=${open ? 'true' : 'false'} onClick=${() => setChosen(!open)}>
          <span class="turn-number">${number}</span>
          <span class="turn-title">${title}</span>
          <span class="decision" data-decision=${trace.decision}>${inWords(trace.decision)}</span>
          <span class="turn-time">${formatTime(trace.at)}</span>
        </button>
      </h3>
      ${open && html`<${TurnBody} trace=${trace} calls=${calls} requests=${requests} slots=${slots} />`}
    </article>
  `;
}

/** @param {{trace: import('../types.d.ts').TurnTrace, calls: any, requests: any, slots: Record<string, unknown>}} props */
function TurnBody({ trace, calls, requests, slots }) {
  return html`
    <div class="turn-body">
      ${trace.utterance && html`<p class="reason">${capitalised(trace.reason)}</p>`}
      <${Facts} trace=${trace} />
      <${Understanding} trace=${trace} slots=${slots} />
      <${Warnings} warnings=${trace.warnings} />
      <${CallList} calls=${calls} requests=${requests} />
      <${StepList} steps=${trace.steps} startedAt=${trace.at} />
    </div>
  `;
}

/** @param {{trace: import('../types.d.ts').TurnTrace, slots: Record<string, unknown>}} props */
function Understanding({ trace: { alternatives, entities, intent }, slots }) {
  const hasValues = entities.length > 0 || Object.keys(slots).length > 0;
  if (!intent && alternatives.length === 0 && !hasValues) return null;
  return html`
    <div class="understanding">
      <${IntentBars} intent=${intent} alternatives=${alternatives} />
      ${hasValues && html`<div><${Entities} entities=${entities} /><${Slots} slots=${slots} /></div>`}
    </div>
  `;
}

/** @param {{trace: import('../types.d.ts').TurnTrace}} props */
function Facts({ trace }) {
  const { engine, flow } = trace;
  return html`
    <dl class="facts">
      <${Fact} name="Event">${trace.event}<//>
      <${Fact} name="Answered by">${answererInWords(trace)}<//>
      ${flow && html`<${Fact} name="Flow step">${flow.name} › ${flow.step}<//>`}
      ${engine && html`<${Fact} name="Engine">${engine.name}, ${engine.error ?? formatDuration(engine.durationMs)}<//>`}
      <${Fact} name="Took">${formatDuration(trace.durationMs)}<//>
    </dl>
  `;
}

/** @param {{name: string, children?: unknown}} props */
function Fact({ name, children }) {
  return html`<div><dt>${name}</dt><dd>${children}</dd></div>`;
}

/** @param {import('../types.d.ts').TurnTrace} trace */
function answererInWords({ answeredBy, flow }) {
  switch (answeredBy.kind) {
    case 'engine':
      return `the engine ${answeredBy.engine}`;
    case 'mapping':
      return `the mapping of ${answeredBy.intent}`;
    case 'flow':
      // A flow that goes on is named with its step.
      return flow ? 'the flow' : `the flow ${answeredBy.flow}`;
    case 'policy':
      return 'the policy';
    default:
      return 'nobody';
  }
}

/** @param {{warnings: import('../types.d.ts').TurnTrace['warnings']}} props */
function Warnings({ warnings }) {
  if (warnings.length === 0) return null;
  return html`
    <ul class="warnings" aria-label="Warnings">
      ${warnings.map(({ code, detail }, index) => html`<li key=${index}><code>${code}</code> ${detail}</li>`)}
    </ul>
  `;
}
