/** Body of the worker thread that `train-off-thread.ts` starts: one task in, one model out. */
import { parentPort, workerData } from 'node:worker_threads';
import { type TrainingTask, trainModel } from './embedded-model.ts';

const task: TrainingTask = workerData;
parentPort?.postMessage(await trainModel(task));
