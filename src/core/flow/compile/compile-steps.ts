import type { MenuOption, Step, YamlPath } from '../flow.ts';
import type { FlowFile } from '../flow-schema.ts';
import { lookUp } from '../look-up.ts';
import { repliesOf } from '../reply-schema.ts';
import type { MenuOptionFile, StepFile, StepFileOf } from '../step-schema.ts';

interface Place {
  readonly id: string;
  readonly path: YamlPath;
  /** Where the step goes on; absent at the end of the file. */
  readonly next?: string;
}

/** The steps of a file as the reducer wants them. Names in them are not checked yet. */
export function compileSteps(file: FlowFile): ReadonlyMap<string, Step> {
  const ids = Object.keys(file.steps);
  const steps = Object.entries(file.steps).flatMap(([id, entry], index) => {
    const next = entry.next ?? ids[index + 1];
    return compileStep(file, entry, { id, path: ['steps', id], ...(next !== undefined && { next }) });
  });
  return new Map(steps.map((step) => [step.id, step]));
}

/** The step that asks what to change, made from the `change:` of a `confirm`. No name in a file can hold a dot. */
export function changeStepId(confirm: string): string {
  return `${confirm}.change`;
}

function compileStep(file: FlowFile, entry: StepFile, place: Place): readonly Step[] {
  const { say, ask, menu, confirm, fetch, branch, set, goto, handoff, end } = entry;
  const last = { id: place.id, path: place.path };
  if (say) return [{ ...place, kind: 'say', replies: repliesOf(say) }];
  if (ask) return [{ ...place, kind: 'ask', replies: repliesOf(ask), slots: ask.slots }];
  if (menu) return [compileMenu(menu, last)];
  if (confirm) return compileConfirm(confirm, place);
  if (fetch) return [compileFetch(file, fetch, place)];
  if (set) return [{ ...place, kind: 'set', values: set }];
  if (goto !== undefined) return [{ ...last, kind: 'goto', next: goto }];
  if (handoff) return [{ ...last, kind: 'handoff', replies: repliesOf(handoff), ...handoffParts(handoff) }];
  if (end) {
    const { attributes, labels, resolve } = end;
    return [{ ...last, kind: 'end', replies: repliesOf(end), attributes, labels, resolve }];
  }
  return branch ? [compileBranch(branch, place)] : [];
}

function handoffParts({ reason, attributes, labels }: StepFileOf<'handoff'>) {
  return { reason, attributes, labels };
}

function compileMenu(menu: StepFileOf<'menu'>, place: Omit<Place, 'next'>): Step {
  return {
    ...place,
    kind: 'menu',
    replies: repliesOf(menu),
    options: menu.options.map(compileOption),
    ...(menu.error !== undefined && { error: menu.error }),
  };
}

function compileOption(option: MenuOptionFile): MenuOption {
  return {
    title: option.title,
    value: option.value ?? valueFrom(option.title),
    words: option.words,
    intents: option.intents,
    clear: option.clear,
    leadsTo: option.goto === undefined ? { kind: 'cancel' } : { kind: 'goto', step: option.goto },
  };
}

function valueFrom(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}

/** A confirmation is two menus: the summary, and the question what to change. */
function compileConfirm(confirm: StepFileOf<'confirm'>, place: Place): readonly Step[] {
  const { yes, change, cancel } = confirm;
  const changeId = changeStepId(place.id);
  const plain = { words: [], intents: [], clear: [], cancel: false };
  const options = [
    { ...plain, ...yes, value: 'confirm', goto: yes.goto ?? place.next ?? '' },
    ...(change ? [{ ...plain, ...change, value: 'change', goto: changeId }] : []),
    { ...plain, ...cancel, value: 'cancel', cancel: true },
  ];
  const summary = compileMenu({ ...confirm, options }, { id: place.id, path: place.path });
  if (!change) return [summary];
  const changePath = [...place.path, 'confirm', 'change'];
  return [
    summary,
    compileMenu({ text: change.text, options: change.options }, { id: changeId, path: changePath }),
  ];
}

function compileFetch(file: FlowFile, fetch: StepFileOf<'fetch'>, place: Place): Step {
  return {
    ...place,
    kind: 'fetch',
    method: fetch.method,
    url: withSettings(fetch.url, file),
    headers: fetch.headers,
    ...(fetch.body !== undefined && { body: fetch.body }),
    timeoutMs: fetch.timeout_ms,
    save: fetch.save,
    ...(fetch.proves !== undefined && { proves: fetch.proves }),
    forgets: fetch.proves === undefined ? [] : secretsOf(file),
    onFailure: fetch.on_failure ?? '',
    onStatus: fetch.on_status,
  };
}

export function secretsOf({ slots }: FlowFile): readonly string[] {
  return Object.keys(slots).filter((name) => slots[name]?.secret);
}

/** Settings are the operator's: they go into an address as they are, so that they can hold scheme and host. */
export function withSettings(url: string, file: FlowFile): string {
  return url.replace(/\{\{\{?\s*settings\.([\w-]+)\s*\}?\}\}/g, (tag, name: string) => {
    const value = lookUp(file.settings, name);
    return value === undefined ? tag : String(value).replace(/\/+$/, '');
  });
}

function compileBranch(branch: StepFileOf<'branch'>, place: Place): Step {
  const branches = branch.map(({ when, goto }) => ({ step: goto, ...(when && { when }) }));
  const { next, ...last } = place;
  const always = branch.some(({ when }) => when === undefined);
  return { ...last, ...(!always && next !== undefined && { next }), kind: 'branch', branches };
}
