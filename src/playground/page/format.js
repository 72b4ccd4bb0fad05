const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** @param {number} at epoch milliseconds */
export const formatTime = (at) => clock.format(at);

/** @param {number | undefined} score 0..1 */
export const formatScore = (score) =>
  score === undefined ? 'no score' : `${score > 0 && score < 0.01 ? '<1' : Math.round(score * 100)} %`;

/** @param {number} milliseconds */
export function formatDuration(milliseconds) {
  if (milliseconds < 1) return '<1 ms';
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** @param {string} text */
export const capitalised = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * `handed-off` → "Handed off".
 * @param {string} name
 */
export const inWords = (name) => capitalised(name.replaceAll('-', ' '));

/**
 * A small value on one line.
 * @param {unknown} value
 */
export function inShort(value) {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 160 ? `${text.slice(0, 159)}…` : text;
}
