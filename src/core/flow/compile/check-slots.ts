import type { FlowFile } from '../flow-schema.ts';
import type { SlotFile, SlotType } from '../slot-schema.ts';
import { type FlowProblem, unknownName } from './flow-problem.ts';

const rules = ['min', 'max', 'pattern', 'future', 'after', 'options'] as const;
type Rule = (typeof rules)[number];

/** Which types a rule means something for. */
const ruleTypes: Readonly<Record<Rule, readonly SlotType[]>> = {
  min: ['text', 'number', 'guests'],
  max: ['text', 'number', 'guests'],
  pattern: ['text', 'email', 'phone'],
  future: ['date'],
  after: ['date', 'number'],
  options: ['choice'],
};

export function checkSlots(file: FlowFile): readonly FlowProblem[] {
  return Object.entries(file.slots).flatMap(([name, slot]) => [
    ...checkRules(name, slot),
    ...checkAfter(file, name, slot),
    ...checkPattern(name, slot),
    ...(slot.on_change === undefined || Object.hasOwn(file.steps, slot.on_change)
      ? []
      : [unknownName('step', slot.on_change, Object.keys(file.steps), ['slots', name, 'on_change'])]),
  ]);
}

function checkRules(name: string, slot: SlotFile): readonly FlowProblem[] {
  const idle = rules.filter((rule) => isGiven(slot[rule]) && !ruleTypes[rule].includes(slot.type));
  const problems: FlowProblem[] = idle.map((rule) => ({
    path: ['slots', name, rule],
    message: `\`${rule}\` means nothing for a slot of type ${slot.type}.`,
    hint: `It is for: ${ruleTypes[rule].join(', ')}.`,
  }));
  if (slot.type !== 'choice' || slot.options) return problems;
  const hint = 'Add `options:`, fixed ones or one with `each:` over a list that a fetch saved.';
  return [...problems, { path: ['slots', name], message: `The choice "${name}" has no options.`, hint }];
}

function isGiven(rule: SlotFile[Rule]): boolean {
  return rule !== undefined && rule !== false;
}

function checkAfter(file: FlowFile, name: string, slot: SlotFile): readonly FlowProblem[] {
  const path = ['slots', name, 'after'];
  if (slot.after === undefined) return [];
  const names = Object.keys(file.slots);
  const other = Object.hasOwn(file.slots, slot.after) ? file.slots[slot.after] : undefined;
  if (!other) return [unknownName('slot', slot.after, names, path)];
  if (other.type !== slot.type) {
    return [
      {
        path,
        message: `"${name}" is a ${slot.type} and cannot come after the ${other.type} "${slot.after}".`,
        hint: 'Both must be of the same type.',
      },
    ];
  }
  if (names.indexOf(slot.after) < names.indexOf(name)) return [];
  return [
    {
      path,
      message: `"${slot.after}" must stand above "${name}".`,
      hint: 'Values are checked in that order.',
    },
  ];
}

function checkPattern(name: string, { pattern }: SlotFile): readonly FlowProblem[] {
  try {
    if (pattern !== undefined) new RegExp(pattern, 'u');
    return [];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [
      { path: ['slots', name, 'pattern'], message: why, hint: 'It is a JavaScript regular expression.' },
    ];
  }
}
