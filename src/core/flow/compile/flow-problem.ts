import type { YamlPath } from '../flow.ts';
import { nearestName } from './nearest-name.ts';

/** Something in a flow file that cannot work. */
export interface FlowProblem {
  /** Keys into the YAML file. */
  readonly path: YamlPath;
  readonly message: string;
  /** The way out. */
  readonly hint: string;
}

/** "There is no step "sumary"." with the nearest name, or all names there are. */
export function unknownName(
  what: string,
  name: string,
  known: Iterable<string>,
  path: YamlPath,
): FlowProblem {
  const names = [...known];
  const nearest = nearestName(name, names);
  const listed = names.length === 0 ? `There is no ${what} yet.` : `There are: ${names.join(', ')}.`;
  return {
    path,
    message: `There is no ${what} "${name}".`,
    hint: nearest === undefined ? listed : `Did you mean "${nearest}"?`,
  };
}
