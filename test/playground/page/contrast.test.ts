import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const theme = readFileSync(new URL('../../../src/playground/page/styles/theme.css', import.meta.url), 'utf8');
const [lightBlock = '', darkBlock = ''] = [...theme.matchAll(/:root \{([^}]*)\}/g)].map(([, block]) => block);
const light = coloursOf(lightBlock);
const dark = { ...light, ...coloursOf(darkBlock) };

/** Text colour, then every surface that it stands on somewhere in the styles. */
const textPairs: readonly (readonly [string, readonly string[]])[] = [
  ['text', ['canvas', 'surface', 'surface-sunken', 'quiet-soft', 'accent-soft', 'note']],
  ['text-quiet', ['canvas', 'surface', 'surface-sunken', 'quiet-soft', 'accent-soft', 'note']],
  ['accent-strong', ['surface', 'surface-sunken', 'accent-soft', 'quiet-soft', 'note']],
  ['on-accent', ['accent']],
  ['good', ['good-soft', 'surface-sunken']],
  ['wait', ['wait-soft']],
  ['bad', ['bad-soft', 'surface', 'surface-sunken']],
  ['people', ['people-soft', 'surface-sunken']],
];
/** Borders of controls and the focus ring: 3:1 is enough. */
const controlPairs: readonly (readonly [string, readonly string[]])[] = [
  ['line-strong', ['surface', 'surface-sunken']],
  ['focus', ['canvas', 'surface', 'surface-sunken']],
];

describe.each([
  ['light', light],
  ['dark', dark],
])('the %s colours', (_scheme, colours) => {
  it.each(flatten(textPairs))('%s can be read on %s', (ink, paper) => {
    expect(contrast(colours, ink, paper)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(flatten(controlPairs))('%s can be seen on %s', (ink, paper) => {
    expect(contrast(colours, ink, paper)).toBeGreaterThanOrEqual(3);
  });
});

function coloursOf(block: string): Record<string, string> {
  const found = [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)];
  return Object.fromEntries(found.map(([, name, colour]) => [name, colour]));
}

function flatten(pairs: readonly (readonly [string, readonly string[]])[]): [string, string][] {
  return pairs.flatMap(([ink, papers]) => papers.map((paper): [string, string] => [ink, paper]));
}

/** WCAG 2.2 contrast ratio, 1 to 21. */
function contrast(colours: Record<string, string>, ink: string, paper: string): number {
  const [darker = 0, lighter = 0] = [luminance(colours[ink]), luminance(colours[paper])].sort(
    (a, b) => a - b,
  );
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string | undefined): number {
  if (colour === undefined) throw new Error('No such colour.');
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
