import { html } from '../html.js';
import { Segments } from '../segments.js';

/** Only shown where the two panels do not fit side by side. */
/** @param {{view: 'chat' | 'trace', onChange: (view: 'chat' | 'trace') => void, turns: number}} props */
export function ViewSwitch({ view, onChange, turns }) {
  const options = [
    { value: 'chat', label: 'Chat' },
    { value: 'trace', label: `What happened${turns > 0 ? ` (${turns})` : ''}` },
  ];
  return html`<${Segments} class="view-switch" label="Show" options=${options} value=${view} onChange=${onChange} />`;
}
