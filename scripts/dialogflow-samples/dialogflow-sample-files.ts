import { loadTrainingData } from '../../src/providers/embedded/training-data/load-training-data.ts';
import { cxAgentFiles } from './cx-agent-files.ts';
import { esAgentFiles } from './es-agent-files.ts';
import { type AgentFiles, readSampleAgent } from './sample-agent.ts';

/** Files of both agents as text, by folder name and path. */
export async function dialogflowSampleFiles(
  sampleFolder: string,
): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  const { sets, problems } = await loadTrainingData(['nlu.yml'], sampleFolder);
  const [set] = sets;
  if (!set || problems.some(({ level }) => level === 'error')) throw new Error(JSON.stringify(problems));
  const agent = readSampleAgent(set.data);
  return new Map([
    ['dialogflow-es', asText(esAgentFiles(agent))],
    ['dialogflow-cx', asText(cxAgentFiles(agent))],
  ]);
}

function asText(files: AgentFiles): ReadonlyMap<string, string> {
  return new Map([...files].map(([name, content]) => [name, `${JSON.stringify(content, null, 2)}\n`]));
}
