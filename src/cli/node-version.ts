/**
 * Why this Node cannot run the gateway, and what to do; undefined when it can. `wanted` is the `engines` entry of
 * package.json, of the form `>=24.2`.
 */
export function explainNodeVersion(running: string, wanted: string): string | undefined {
  const least = numbersOf(wanted);
  const [major, minor] = numbersOf(running);
  const [leastMajor, leastMinor] = least;
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return undefined;
  return [
    `This is Node ${running}; the gateway needs Node ${wanted.replace(/^>=/, '')} or newer.`,
    'In a clone of the repository "npm start", "npm run chat" and "npm run check" bring the right Node along.',
    'Elsewhere install it from https://nodejs.org, or run: npx --package node@24 --package chatwoot-nlu-gateway chatwoot-nlu-gateway',
  ].join('\n');
}

function numbersOf(version: string): readonly [number, number] {
  const [, major = '0', minor = '0'] = /(\d+)(?:\.(\d+))?/.exec(version) ?? [];
  return [Number(major), Number(minor)];
}
