/** A secret must not be able to leave by any way but a fetch. */
import type { FlowFile } from '../flow-schema.ts';
import type { SlotFile } from '../slot-schema.ts';
import type { UseContext } from './check-uses.ts';
import { errorUses, type Use, usesIn, usesOfStep } from './find-uses.ts';
import type { FlowProblem } from './flow-problem.ts';

export function checkSecrets(file: FlowFile, context: Pick<UseContext, 'templates'>): readonly FlowProblem[] {
  const secrets = Object.entries(file.slots).filter(([, { secret }]) => secret);
  return secrets.flatMap(([name, slot]) => [
    ...checkForm(name, slot),
    ...checkAskedAlone(file, name),
    ...checkLeaks(file, name, slot, context),
  ]);
}

function checkForm(name: string, slot: SlotFile): readonly FlowProblem[] {
  const path = ['slots', name];
  const problems: FlowProblem[] = [];
  if (slot.type !== 'text' || slot.pattern === undefined) {
    problems.push({
      path,
      message: `The secret "${name}" must be of type text, with a pattern.`,
      hint: 'A pattern tells a code from a question, e.g. `pattern: "\\\\d{6}"`.',
    });
  }
  if (slot.entity !== undefined || slot.optional) {
    const what = slot.optional ? 'optional' : 'entity';
    problems.push({
      path: [...path, what],
      message: `\`${what}\` means nothing for a secret.`,
      hint: 'The engine never reads it, and it cannot be skipped.',
    });
  }
  return problems;
}

function checkAskedAlone(file: FlowFile, name: string): readonly FlowProblem[] {
  return Object.entries(file.steps).flatMap(([id, { ask }]) =>
    ask && ask.slots.length > 1 && ask.slots.includes(name)
      ? [
          {
            path: ['steps', id, 'ask', 'slots'],
            message: `The secret "${name}" is asked for together with others.`,
            hint: 'It is forgotten when its turn ends: ask for it alone, right before the fetch that needs it.',
          },
        ]
      : [],
  );
}

function checkLeaks(
  file: FlowFile,
  name: string,
  slot: SlotFile,
  { templates }: Pick<UseContext, 'templates'>,
): readonly FlowProblem[] {
  const uses = Object.entries(file.steps)
    .flatMap(([id, entry]) => [...usesOfStep(file, id, entry).values()].flat())
    .filter(({ path }) => path[2] !== 'fetch' || path[3] === 'proves');
  const everywhere = [
    ...uses,
    ...usesIn(file.cancel.reply, ['cancel', 'reply']),
    ...usesIn(file.resume, ['resume']),
  ];
  const names = [`slots.${name}`, `shown.${name}`, `before.${name}`];
  const errors = errorUses(name, slot.errors);
  return [
    ...everywhere.filter((use) => namesOf(use, templates).some((one) => names.includes(one))),
    ...errors.filter((use) => namesOf(use, templates).some((one) => [...names, 'value'].includes(one))),
  ].map(({ path }) => ({
    path,
    message: `The secret "${name}" would be shown or kept here.`,
    hint: 'It may stand in the address, headers and body of a fetch only.',
  }));
}

/** A template that is not valid is reported elsewhere. */
function namesOf(use: Use, templates: UseContext['templates']): readonly string[] {
  if (use.kind === 'name') return [use.name];
  try {
    return templates.names(use.template);
  } catch {
    return [];
  }
}
