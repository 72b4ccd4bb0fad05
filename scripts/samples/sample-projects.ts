import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadTrainingData } from '../../src/providers/embedded/training-data/load-training-data.ts';
import { botpressSampleFiles } from '../botpress-sample/botpress-sample-files.ts';
import { dialogflowSampleFiles } from '../dialogflow-samples/dialogflow-sample-files.ts';
import { lexSampleFiles } from '../lex-sample/lex-sample-files.ts';
import { rasaProjectFiles } from '../rasa-sample/rasa-project-files.ts';

/** Files of one project as text, by their paths below its folder. */
export type ProjectFiles = ReadonlyMap<string, string>;

/**
 * The hotel sample as a project of every engine that imports one, by the name of its folder: all made of the training
 * data of the embedded engine, `nlu.yml` in the sample's folder. @throws Error when that has mistakes
 */
export async function sampleProjects(sampleFolder: string): Promise<ReadonlyMap<string, ProjectFiles>> {
  const { sets, problems } = await loadTrainingData(['nlu.yml'], sampleFolder);
  const [set] = sets;
  if (!set || problems.some(({ level }) => level === 'error')) throw new Error(JSON.stringify(problems));
  const trainingFile = await readFile(join(sampleFolder, 'nlu.yml'), 'utf8');
  return new Map([
    ['rasa', rasaProjectFiles(set.data, trainingFile)],
    ...(await dialogflowSampleFiles(sampleFolder)),
    ['lex', asJsonText(lexSampleFiles(set.data))],
    ['botpress-v12', botpressSampleFiles(set.data)],
  ]);
}

function asJsonText(files: ReadonlyMap<string, unknown>): ProjectFiles {
  return new Map([...files].map(([name, content]) => [name, `${JSON.stringify(content, null, 2)}\n`]));
}
