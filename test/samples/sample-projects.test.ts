import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sampleProjects } from '../../scripts/samples/sample-projects.ts';
import { loadTrainingData } from '../../src/providers/embedded/training-data/load-training-data.ts';
import { vocabularyOf } from '../../src/providers/embedded/vocabulary.ts';
import { readNamed } from './read-named.ts';

const sample = join(import.meta.dirname, '../../config/samples/hotel-booking');
const projects = await sampleProjects(sample);
const embedded = vocabularyOf((await loadTrainingData(['nlu.yml'], sample)).sets);

describe('the hotel sample', () => {
  it('has a project for each engine that imports one', () => {
    const folders = readdirSync(sample, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).toSorted()).toEqual(Object.keys(readNamed).toSorted());
    expect([...projects.keys()].toSorted()).toEqual(Object.keys(readNamed).toSorted());
  });

  it.each([...projects])('%s is what the training data makes (npm run samples)', (project, files) => {
    const folder = join(sample, project);
    expect(filesIn(folder)).toEqual([...files.keys()].toSorted());
    for (const [name, text] of files) expect(readFileSync(join(folder, name), 'utf8'), name).toBe(text);
  });

  it.each(Object.entries(readNamed))('%s names the intents of the embedded engine', (_project, read) => {
    expect(read().intents.toSorted()).toEqual(embedded.intents.toSorted());
  });

  it.each(Object.entries(readNamed))('%s names the entities of the training data', (_project, read) => {
    const entities = [...new Set(read().entities)].toSorted();
    expect(entities).toEqual(trainedEntities().toSorted());
    expect(embedded.entities).toEqual(expect.arrayContaining(entities));
  });
});

/** Without those that the embedded engine finds untaught, such as telephone numbers. */
function trainedEntities(): readonly string[] {
  const marked = readFileSync(join(sample, 'nlu.yml'), 'utf8').matchAll(/\]\((\w+)\)/g);
  return [...new Set([...marked].map(([, entity = '']) => entity))];
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted();
}
