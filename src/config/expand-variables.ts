/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface Expanded {
  readonly text: string;
  /** Variables that the text named. */
  readonly names: readonly string[];
  /** Variables that are not set and have no default. */
  readonly unset: readonly string[];
  /** Text that opens `${` without being a well-formed variable. */
  readonly malformed?: string;
}

const variable = /\$?\$\{([^}]*)\}?/g;
const wellFormed = /^\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}$/;

/**
 * `${NAME}` and `${NAME:-default}`; as in a shell the default also stands in for an empty variable.
 * `$${` is a literal `${`.
 */
export function expandVariables(text: string, env: Environment): Expanded {
  const names: string[] = [];
  const unset: string[] = [];
  let malformed: string | undefined;
  const expanded = text.replace(variable, (match: string) => {
    if (match.startsWith('$$')) return match.slice(1);
    const [, name, otherwise] = wellFormed.exec(match) ?? [];
    if (name === undefined) {
      malformed ??= match;
      return match;
    }
    names.push(name);
    const value = env[name];
    if (value !== undefined && (value !== '' || otherwise === undefined)) return value;
    if (otherwise === undefined) unset.push(name);
    return otherwise ?? '';
  });
  return { text: expanded, names, unset, ...(malformed === undefined ? {} : { malformed }) };
}
