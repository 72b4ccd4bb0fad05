import type { Templates } from '../ports/templates.ts';
import { checkLoops } from './compile/check-loops.ts';
import { checkSecrets } from './compile/check-secrets.ts';
import { checkSlots } from './compile/check-slots.ts';
import { checkSteps, fetchHost } from './compile/check-steps.ts';
import { checkUses } from './compile/check-uses.ts';
import { compileSteps, secretsOf } from './compile/compile-steps.ts';
import { filledOnArrival } from './compile/flow-graph.ts';
import type { FlowProblem } from './compile/flow-problem.ts';
import type { Flow, Step } from './flow.ts';
import type { FlowFile } from './flow-schema.ts';
import { repliesOf } from './reply-schema.ts';

export type { FlowProblem } from './compile/flow-problem.ts';
export type { Flow } from './flow.ts';

export interface CompileContext {
  readonly templates: Templates;
  /** First parts of the names that the caller's view has. Absent: `contact`, `conversation` and `identity`. */
  readonly roots?: readonly string[];
}

export interface CompiledFlow {
  /** Absent when there are problems. */
  readonly flow?: Flow;
  readonly problems: readonly FlowProblem[];
}

/** A flow from its file, checked as a whole: all problems at once, each with its place in the file. */
export function compileFlow(file: FlowFile, context: CompileContext): CompiledFlow {
  const steps = compileSteps(file);
  const start = Object.keys(file.steps)[0] ?? '';
  const filledAt = filledOnArrival(steps, start, new Set(secretsOf(file)));
  const { templates, roots = ['contact', 'conversation', 'identity'] } = context;
  const problems = [
    ...checkSlots(file),
    ...checkSteps(file),
    ...checkReach(steps, filledAt),
    ...checkLoops(steps),
    ...checkUses(file, { templates, roots, filledAt }),
    ...checkSecrets(file, { templates }),
  ];
  if (problems.length > 0) return { problems };
  return { flow: assemble(file, steps, start, filledAt), problems };
}

function checkReach(
  steps: ReadonlyMap<string, Step>,
  reached: ReadonlyMap<string, unknown>,
): readonly FlowProblem[] {
  const lost = [...steps.values()].filter(({ id }) => !reached.has(id));
  return lost.map(({ id, path }) => ({
    path,
    message: `The step "${id}" cannot be reached.`,
    hint: 'Lead to it with `goto:` or `next:`, or take it out.',
  }));
}

function assemble(
  file: FlowFile,
  steps: ReadonlyMap<string, Step>,
  start: string,
  filledAt: Flow['filledAt'],
): Flow {
  const { name, description, settings, cancel, resume, digressions } = file;
  return {
    name,
    ...(description !== undefined && { description }),
    start,
    steps,
    slots: new Map(Object.entries(file.slots).map(([slot, entry]) => [slot, { ...entry, name: slot }])),
    settings,
    cancel: {
      intents: cancel.intents,
      words: cancel.words,
      replies: cancel.reply ? repliesOf(cancel.reply) : [],
    },
    resume: resume ? repliesOf(resume) : [],
    digressions,
    answerIntents: file.answer_intents,
    wrongAnswers: file.wrong_answers,
    filledAt,
    hosts: hostsOf(file),
  };
}

function hostsOf(file: FlowFile): Flow['hosts'] {
  return Object.entries(file.steps).flatMap(([id, { fetch }]) => {
    const host = fetch && fetchHost(file, fetch.url);
    return host === undefined ? [] : [{ host, path: ['steps', id, 'fetch', 'url'] }];
  });
}
