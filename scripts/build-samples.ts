/**
 * `npm run samples`: writes the importable projects of the hotel sample from its training data, and packs each as its
 * engine imports it, into dist-samples/.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { writeTarball, zipProject } from './samples/pack-project.ts';
import { type ProjectFiles, sampleProjects } from './samples/sample-projects.ts';

const root = path.resolve(import.meta.dirname, '..');
const sample = path.join(root, 'config/samples/hotel-booking');
const packed = path.join(root, 'dist-samples');

await mkdir(packed, { recursive: true });
for (const [project, files] of await sampleProjects(sample)) {
  const folder = path.join(sample, project);
  await writeProject(folder, files);
  const archive = await pack(project, folder, files);
  console.log(`${path.relative(root, folder)} (${files.size} files) → ${path.relative(root, archive)}`);
}

async function writeProject(folder: string, files: ProjectFiles): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  for (const [name, text] of files) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

async function pack(project: string, folder: string, files: ProjectFiles): Promise<string> {
  const isTarball = project === 'botpress-v12';
  const archive = path.join(packed, `hotel-booking-${project}.${isTarball ? 'tgz' : 'zip'}`);
  if (isTarball) writeTarball(archive, folder, files);
  else await writeFile(archive, zipProject(files));
  return archive;
}
