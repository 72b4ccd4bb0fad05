import type { Templates } from '../../ports/templates.ts';
import type { FlowFile } from '../flow-schema.ts';
import { errorUses, type Use, usesIn, usesOfStep } from './find-uses.ts';
import { slotOf } from './flow-graph.ts';
import { type FlowProblem, unknownName } from './flow-problem.ts';

export interface UseContext {
  readonly templates: Templates;
  /** First parts of names that the caller's view has, e.g. `contact`, `conversation`. */
  readonly roots: readonly string[];
  /** Step → slots that are filled on every way to it. */
  readonly filledAt: ReadonlyMap<string, ReadonlySet<string>>;
}

const ownRoots = ['slots', 'shown', 'before', 'settings', 'item'];

/** Names that lead nowhere, and slots that are used before they are filled. */
export function checkUses(file: FlowFile, context: UseContext): readonly FlowProblem[] {
  const atSteps = Object.entries(file.steps).flatMap(([id, entry]) =>
    [...usesOfStep(file, id, entry)].flatMap(([step, uses]) => {
      const filled = context.filledAt.get(step);
      // A step that cannot be reached is a problem of its own.
      return filled ? uses.flatMap((use) => checkUse(file, context, use, filled, step)) : [];
    }),
  );
  const anywhere = [
    ...usesIn(file.cancel.reply, ['cancel', 'reply']),
    ...usesIn(file.resume, ['resume']),
  ].flatMap((use) => checkUse(file, context, use, new Set(), 'any step'));
  return distinct([...atSteps, ...anywhere, ...checkErrorTexts(file, context)]);
}

function checkUse(
  file: FlowFile,
  context: UseContext,
  use: Use,
  filled: ReadonlySet<string>,
  step: string,
): readonly FlowProblem[] {
  const found = namesIn(use, context.templates);
  if ('message' in found) return [found];
  const unknown = found.names.flatMap((name) => checkName(file, context, name, use));
  if (unknown.length > 0 || !use.needed) return unknown;
  const early = new Set(
    found.needs.flatMap((name) => slotOf(name) ?? []).filter((slot) => !filled.has(slot)),
  );
  return [...early].map((slot) => ({
    path: use.path,
    message: `The slot "${slot}" is used at step "${step}" before it is filled on every way there.`,
    hint: `Ask for it or fetch it first, or provide for its absence: {{#slots.${slot}}}…{{/slots.${slot}}}.`,
  }));
}

function namesIn(
  use: Use,
  templates: Templates,
): { readonly names: readonly string[]; readonly needs: readonly string[] } | FlowProblem {
  if (use.kind === 'name') return { names: [use.name], needs: [use.name] };
  try {
    return { names: templates.names(use.template), needs: templates.needs(use.template) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      path: use.path,
      message: `The template is not valid: ${why}`,
      hint: 'A value is written {{slots.name}}.',
    };
  }
}

function checkName(file: FlowFile, context: UseContext, name: string, use: Use): readonly FlowProblem[] {
  const [root = '', second = ''] = name.split('.');
  const known = [
    ...ownRoots.filter((one) => one !== 'item' || (use.kind === 'template' && use.inEach)),
    ...context.roots,
  ];
  if (!known.includes(root)) return [unknownName('name', root, known, use.path)];
  if (root === 'settings') {
    return Object.hasOwn(file.settings, second)
      ? []
      : [unknownName('setting', second, Object.keys(file.settings), use.path)];
  }
  const isSlot = root === 'slots' || root === 'shown' || root === 'before';
  if (!isSlot || Object.hasOwn(file.slots, second)) return [];
  return [unknownName('slot', second, Object.keys(file.slots), use.path)];
}

/** Error texts are said at any time and know the value and the limit. */
function checkErrorTexts(file: FlowFile, context: UseContext): readonly FlowProblem[] {
  const roots = [...context.roots, 'value', 'limit'];
  return Object.entries(file.slots).flatMap(([name, slot]) =>
    errorUses(name, slot.errors).flatMap((use) =>
      checkUse(file, { ...context, roots }, { ...use, needed: false }, new Set(), 'any step'),
    ),
  );
}

/** A slot asked for at two steps is one place in the file. */
function distinct(problems: readonly FlowProblem[]): readonly FlowProblem[] {
  return [
    ...new Map(problems.map((problem) => [JSON.stringify([problem.path, problem.hint]), problem])).values(),
  ];
}
