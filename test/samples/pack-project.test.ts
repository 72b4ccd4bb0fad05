import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { list } from 'tar';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeTarball, zipProject } from '../../scripts/samples/pack-project.ts';

const files = new Map([
  ['bot.json', '{}\n'],
  ['intents/greet.json', '{"name": "Grüße"}\n'],
]);
const otherOrder = new Map([...files].toReversed());

describe('a packed project', () => {
  let folder: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pack-'));
    for (const [name, text] of files) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is a zip with the files at its root', () => {
    const unpacked = Object.entries(unzipSync(zipProject(files)));
    expect(unpacked.map(([name, bytes]) => [name, new TextDecoder().decode(bytes)])).toEqual([...files]);
  });

  it('is a tarball with the files at its root', async () => {
    const file = join(folder, 'bot.tgz');
    writeTarball(file, folder, files);
    const names: string[] = [];
    await list({ file, onReadEntry: (entry) => names.push(entry.path) });
    expect(names).toEqual([...files.keys()]);
  });

  it('is the same for the same files, whenever and in whatever order they were written', () => {
    expect(zipProject(otherOrder)).toEqual(zipProject(files));
    writeTarball(join(folder, 'one.tgz'), folder, files);
    writeFileSync(join(folder, 'bot.json'), '{}\n');
    writeTarball(join(folder, 'other.tgz'), folder, otherOrder);
    expect(readFileSync(join(folder, 'one.tgz'))).toEqual(readFileSync(join(folder, 'other.tgz')));
  });
});
