/** Where a flow file uses names: templates, lists behind `each`, conditions. */
import { namesNeededBy } from '../condition.ts';
import type { YamlPath } from '../flow.ts';
import type { FlowFile } from '../flow-schema.ts';
import { replyKinds } from '../reply-schema.ts';
import type { StepFile } from '../step-schema.ts';
import { changeStepId, withSettings } from './compile-steps.ts';

interface UseBase {
  readonly path: YamlPath;
  /** Without its values there is a gap; else their absence is provided for. */
  readonly needed: boolean;
}

export type Use =
  | (UseBase & { readonly kind: 'template'; readonly template: string; readonly inEach: boolean })
  | (UseBase & { readonly kind: 'name'; readonly name: string });

/** Keys of replies, options and fields whose text is no template. */
const plainKeys: ReadonlySet<string> = new Set([
  'kind',
  'type',
  'name',
  'pattern',
  'pattern_error',
  'fallback',
]);

interface Surroundings {
  readonly inEach: boolean;
  readonly needed: boolean;
}

/** Every use in a value, by walking it: text that is not under one of the plain keys is a template. */
export function usesIn(
  value: unknown,
  path: YamlPath,
  around: Surroundings = { inEach: false, needed: true },
): readonly Use[] {
  if (typeof value === 'string') return [{ kind: 'template', template: value, path, ...around }];
  if (typeof value !== 'object' || value === null) return [];
  const entries: readonly [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  const list = 'each' in value && typeof value.each === 'string' ? value.each : undefined;
  const inner = {
    inEach: around.inEach || list !== undefined,
    needed: around.needed && !('fallback' in value && value.fallback !== undefined),
  };
  const own: readonly Use[] =
    list === undefined ? [] : [{ kind: 'name', name: list, path: [...path, 'each'], needed: true }];
  const texts = entries.filter(([key]) => key !== 'each' && !plainKeys.has(String(key)));
  return [
    ...own,
    ...texts.flatMap(([key, one]) =>
      usesIn(one, [...path, key], key === 'default' ? { ...inner, needed: false } : inner),
    ),
  ];
}

/** The uses of a step, by the id of the step that will need them (`change:` of a confirmation is one of its own). */
export function usesOfStep(file: FlowFile, id: string, entry: StepFile): ReadonlyMap<string, readonly Use[]> {
  const path: YamlPath = ['steps', id];
  const change = entry.confirm?.change;
  const changePath = [...path, 'confirm', 'change'];
  return new Map([
    [id, [...saidUses(entry, path), ...askUses(file, entry), ...plainUses(file, entry, path)]],
    ...(change
      ? [
          [
            changeStepId(id),
            [
              ...usesIn(change.text, [...changePath, 'text']),
              ...titleUses(change.options, [...changePath, 'options']),
            ],
          ] as const,
        ]
      : []),
  ]);
}

/** Each by itself, since one of them is called `pattern`, which elsewhere is no template. */
export function errorUses(slot: string, errors: Readonly<Record<string, unknown>>): readonly Use[] {
  return Object.entries(errors).flatMap(([kind, text]) => usesIn(text, ['slots', slot, 'errors', kind]));
}

/** What is said, whatever says it. */
function saidUses(entry: StepFile, path: YamlPath): readonly Use[] {
  const speakers = ['say', 'ask', 'menu', 'confirm', 'handoff', 'end'] as const;
  return speakers.flatMap((speaker) => {
    const said: Readonly<Record<string, unknown>> = { ...entry[speaker] };
    const texts = [...replyKinds, 'replies', 'error', 'reason', 'attributes'].filter((key) => key in said);
    const needed = said['fallback'] === undefined;
    return texts.flatMap((key) => usesIn(said[key], [...path, speaker, key], { inEach: false, needed }));
  });
}

/** A question needs what its slots say of themselves. */
function askUses(file: FlowFile, { ask }: StepFile): readonly Use[] {
  return (ask?.slots ?? []).flatMap((name) => {
    const slot = file.slots[name];
    const at = ['slots', name];
    if (!slot) return [];
    return [...usesIn(slot.ask, [...at, 'ask']), ...usesIn(slot.options, [...at, 'options'])];
  });
}

function plainUses(file: FlowFile, entry: StepFile, path: YamlPath): readonly Use[] {
  const { menu, confirm, fetch, set, branch } = entry;
  const request = fetch && {
    url: withSettings(fetch.url, file),
    headers: fetch.headers,
    body: fetch.body,
    proves: fetch.proves,
  };
  return [
    ...titleUses(menu?.options ?? [], [...path, 'menu', 'options']),
    ...(confirm ? titleUses([confirm.yes], [...path, 'confirm', 'yes']).map(inConfirm) : []),
    ...usesIn(request, [...path, 'fetch']),
    ...usesIn(set, [...path, 'set']),
    ...(branch ?? []).flatMap(({ when = {} }, index): readonly Use[] => {
      const needed = namesNeededBy(when);
      return Object.keys(when).map((name) => ({
        kind: 'name',
        name,
        path: [...path, 'branch', index, 'when', name],
        needed: needed.includes(name),
      }));
    }),
  ];
}

function titleUses(options: readonly { readonly title: string }[], path: YamlPath): readonly Use[] {
  return options.flatMap(({ title }, index) => usesIn(title, [...path, index, 'title']));
}

/** `yes:` is one option, not a list of them. */
function inConfirm(use: Use): Use {
  return { ...use, path: use.path.filter((key) => key !== 0) };
}
