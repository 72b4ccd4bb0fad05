import { useEffect, useState } from 'preact/hooks';

/**
 * Renders again whenever the playground changes.
 * @param {import('./types.d.ts').Playground} playground
 */
export function usePlayground(playground) {
  const [state, setState] = useState(playground.read());
  useEffect(() => playground.subscribe(() => setState(playground.read())), [playground]);
  return state;
}
