import { Worker } from 'node:worker_threads';
import { type EmbeddedModel, type TrainingTask, trainModel } from './embedded-model.ts';

/**
 * Examples times intents: what training time grows with. 80 examples of 8 intents (640) take some 30 ms; at this
 * size about 100 ms, the longest that the event loop may be held while conversations go on.
 */
const WORK_ON_THIS_THREAD = 3000;

/** Trains here when it is quick, in a worker thread when it would hold up everything else. */
export async function trainModelOffThread(task: TrainingTask): Promise<EmbeddedModel> {
  return trainingWork(task) <= WORK_ON_THIS_THREAD ? trainModel(task) : trainInWorker(task);
}

export function trainingWork({ data }: TrainingTask): number {
  return data.examples.length * new Set(data.examples.map((example) => example.intent)).size;
}

function trainInWorker(task: TrainingTask): Promise<EmbeddedModel> {
  // The same ending as this file: source runs as .ts, the published package as .js.
  const file = import.meta.url.replace(/train-off-thread(\.\w+)$/, 'training-worker$1');
  const worker = new Worker(new URL(file), { workerData: task });
  return new Promise((resolve, reject) => {
    worker.once('message', (model: EmbeddedModel) => resolve(model));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the training thread ended early (exit code ${code})`)));
  });
}
