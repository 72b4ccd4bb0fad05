/** Names of steps and slots in steps, and what each kind of step must have. */
import type { Slot, YamlPath } from '../flow.ts';
import type { FlowFile } from '../flow-schema.ts';
import { repliesOf } from '../reply-schema.ts';
import type { StepFile, StepFileOf } from '../step-schema.ts';
import { withSettings } from './compile-steps.ts';
import { type FlowProblem, unknownName } from './flow-problem.ts';

export function checkSteps(file: FlowFile): readonly FlowProblem[] {
  return Object.entries(file.steps).flatMap(([id, entry], index) => [
    ...stepNames(id, entry).flatMap(([name, path]) =>
      Object.hasOwn(file.steps, name) ? [] : [unknownName('step', name, Object.keys(file.steps), path)],
    ),
    ...slotNames(id, entry).flatMap(([name, path]) =>
      Object.hasOwn(file.slots, name) ? [] : [unknownName('slot', name, Object.keys(file.slots), path)],
    ),
    ...checkEnd(id, entry, index === Object.keys(file.steps).length - 1),
    ...(entry.fetch ? checkFetch(file, entry.fetch, ['steps', id, 'fetch']) : []),
    ...(entry.ask ? checkAsk(file, entry.ask, ['steps', id, 'ask']) : []),
  ]);
}

type Named = readonly [name: string, path: YamlPath];

function stepNames(id: string, entry: StepFile): readonly Named[] {
  const at = ['steps', id];
  const { next, goto, menu, confirm, fetch, branch } = entry;
  const named: readonly (readonly [string | undefined, YamlPath])[] = [
    [next, [...at, 'next']],
    [goto, [...at, 'goto']],
    [confirm?.yes.goto, [...at, 'confirm', 'yes', 'goto']],
    [fetch?.on_failure, [...at, 'fetch', 'on_failure']],
    ...Object.entries(fetch?.on_status ?? {}).map(
      ([status, step]) => [step, [...at, 'fetch', 'on_status', status]] as const,
    ),
    ...(menu?.options ?? []).map(
      (option, index) => [option.goto, [...at, 'menu', 'options', index, 'goto']] as const,
    ),
    ...(confirm?.change?.options ?? []).map(
      (option, index) => [option.goto, [...at, 'confirm', 'change', 'options', index, 'goto']] as const,
    ),
    ...(branch ?? []).map((way, index) => [way.goto, [...at, 'branch', index, 'goto']] as const),
  ];
  return named.flatMap(([name, path]) => (name === undefined ? [] : [[name, path] as const]));
}

function slotNames(id: string, { ask, menu, confirm, fetch, set }: StepFile): readonly Named[] {
  const at = ['steps', id];
  const cleared = (options: StepFileOf<'menu'>['options'], path: YamlPath): readonly Named[] =>
    options.flatMap(({ clear }, index) =>
      clear.map((name, place) => [name, [...path, index, 'clear', place]] as const),
    );
  return [
    ...(ask?.slots ?? []).map((name, index) => [name, [...at, 'ask', 'slots', index]] as const),
    ...Object.keys(fetch?.save ?? {}).map((name) => [name, [...at, 'fetch', 'save', name]] as const),
    ...Object.keys(set ?? {}).map((name) => [name, [...at, 'set', name]] as const),
    ...cleared(menu?.options ?? [], [...at, 'menu', 'options']),
    ...cleared(confirm?.change?.options ?? [], [...at, 'confirm', 'change', 'options']),
  ];
}

/** Every way must lead to an end, and `next` must mean something. */
function checkEnd(id: string, entry: StepFile, isLast: boolean): readonly FlowProblem[] {
  const { menu, confirm, branch, goto, handoff, end, next } = entry;
  const ownWays = menu || goto !== undefined || handoff || end || confirm?.yes.goto !== undefined;
  const goesOn = !ownWays && !branch?.some(({ when }) => when === undefined);
  if (!goesOn && next !== undefined) {
    return [
      {
        path: ['steps', id, 'next'],
        message: `\`next\` is never used at step "${id}".`,
        hint: 'Take it out.',
      },
    ];
  }
  if (!goesOn || !isLast || next !== undefined) return [];
  return [
    {
      path: ['steps', id],
      message: `The flow runs out of steps after "${id}".`,
      hint: 'Give it `next:`, or add a step with `end:` or `handoff:` below.',
    },
  ];
}

function checkFetch(file: FlowFile, fetch: StepFileOf<'fetch'>, path: YamlPath): readonly FlowProblem[] {
  const problems: FlowProblem[] = [];
  if (fetch.on_failure === undefined) {
    problems.push({
      path,
      message: 'The fetch does not say what happens when it fails.',
      hint: 'Add `on_failure:` with the name of a step, e.g. one that apologises and hands over.',
    });
  }
  // A setting that does not exist is reported by its name.
  const isWhole = !/\{\{\{?\s*settings\./.test(withSettings(fetch.url, file));
  if (isWhole && fetchHost(file, fetch.url) === undefined) {
    problems.push({
      path: [...path, 'url'],
      message: 'The address must begin with a fixed host: http://host/… or https://host/…',
      hint: 'Values of slots may stand in the path and the query only; the host may come from `settings`.',
    });
  }
  return problems;
}

/** `host` or `host:port` of an address; undefined when it is not fixed. */
export function fetchHost(file: FlowFile, url: string): string | undefined {
  const start = /^https?:\/\/[^/?#{}\s]+(?=[/?#]|$)/i.exec(withSettings(url, file))?.[0];
  return start !== undefined && URL.canParse(start) ? new URL(start).host : undefined;
}

function checkAsk(file: FlowFile, ask: StepFileOf<'ask'>, path: YamlPath): readonly FlowProblem[] {
  const fields = repliesOf(ask).flatMap(({ form }) => form?.fields ?? []);
  const names = fields.map(({ name }) => name);
  const known = ask.slots.filter((name) => Object.hasOwn(file.slots, name));
  const strangers = names.filter((name) => !ask.slots.includes(name));
  const left = fields.length === 0 ? [] : known.filter((name) => !names.includes(name));
  const mute = ask.slots.length < 2 ? [] : known.filter((name) => file.slots[name]?.ask === undefined);
  return [
    ...known.flatMap((name, index) => checkAskable(file.slots[name], name, [...path, 'slots', index])),
    ...strangers.map((name) => unknownName('slot in this question', name, ask.slots, [...path, 'form'])),
    ...left.map((name) => ({
      path: [...path, 'form'],
      message: `The form has no field for the slot "${name}".`,
      hint: `Add a field with \`name: ${name}\`, or ask for it in a step of its own.`,
    })),
    ...mute.map((name) => ({
      path: ['slots', name],
      message: `The slot "${name}" is asked for together with others and has no question of its own.`,
      hint: 'Add `ask:` to the slot: whoever types is asked for one thing after another.',
    })),
  ];
}

function checkAskable(
  slot: Omit<Slot, 'name'> | undefined,
  name: string,
  path: YamlPath,
): readonly FlowProblem[] {
  if (slot?.type === 'data') {
    return [
      {
        path,
        message: `The slot "${name}" is of type data and cannot be asked for.`,
        hint: 'Give it another type.',
      },
    ];
  }
  return [];
}
