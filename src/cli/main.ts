import { enableCompileCache } from 'node:module';
import { explainNodeVersion } from './node-version.ts';
import { readPackageInfo } from './package-info.ts';
import { processTerminal } from './terminal.ts';

const info = readPackageInfo();
const trouble = explainNodeVersion(process.versions.node, info.engines.node);
if (trouble !== undefined) {
  console.error(trouble);
  process.exit(1);
}
// Compiling the same source again is a good part of a start, and while nobody listens Chatwoot is refused. The folder is
// NODE_COMPILE_CACHE, else one below the temporary folder; where neither can be written this does nothing.
enableCompileCache();
// Only now: the rest of the program may need what an older Node does not have.
const { createProgram } = await import('./program.ts');
// Sockets that a killed engine left half open must not keep a finished command alive.
await createProgram(info, processTerminal(), (code) => process.exit(code)).parseAsync();
