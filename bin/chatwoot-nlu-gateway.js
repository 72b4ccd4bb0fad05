#!/usr/bin/env node
// Plain JavaScript of any age: what an old Node can still read, so that it can say what is missing.
import { existsSync } from 'node:fs';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 24 || (major === 24 && minor < 2)) {
  console.error(
    `This is Node ${process.versions.node}; the gateway needs Node 24.2 or newer.\n` +
      'In a clone of the repository "npm start", "npm run chat" and "npm run check" bring the right Node along.\n' +
      'Elsewhere install it from https://nodejs.org.',
  );
  process.exit(1);
}
// Node runs no TypeScript below node_modules, so that the published package holds `dist`; a clone has `src`.
const built = new URL('../dist/cli/main.js', import.meta.url);
const source = new URL('../src/cli/main.ts', import.meta.url);
await import((existsSync(built) ? built : source).href);
