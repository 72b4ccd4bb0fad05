/**
 * `node loaded-packages.ts <configuration>`: runs a gateway with this configuration until its engines are loaded, and
 * prints what was loaded on the way, as a JSON list: packages of node_modules, and files of src/providers by their names.
 */
import { registerHooks } from 'node:module';

const loaded = new Set<string>();

registerHooks({
  load(url, context, next) {
    const name = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*\/node_modules\/)/.exec(url)?.[1];
    if (name) loaded.add(name);
    const engineFile = /\/src\/providers\/(?:.*\/)?([\w-]+)\.ts$/.exec(url)?.[1];
    if (engineFile) loaded.add(engineFile);
    return next(url, context);
  },
});

const { loadConfig } = await import('../../src/config/load-config.ts');
const { createGateway } = await import('../../src/gateway.ts');

const { config, problems } = await loadConfig(process.argv[2] ?? '', process.env);
if (!config) throw new Error(JSON.stringify(problems));
const gateway = await createGateway(config);
await gateway.listen();
await gateway.ready;
await gateway.drain();
console.log(JSON.stringify([...loaded].sort()));
