/**
 * Names of teams and agents to ids. A bot's token may not list them, so that a name needs its id in the configuration
 * or a user's token; a number is an id already.
 */
import type { Assignment, DirectorySettings } from './directory-settings.ts';
import type { Person, UserClient } from './user-client.ts';

export interface Directory {
  /** Undefined: there is nobody of that name, or it cannot be found out. Never rejects. */
  find(account: string, who: Assignment, signal: AbortSignal): Promise<number | undefined>;
}

/** Teams and agents change rarely; somebody new is found after this long. */
const KEEP_MS = 5 * 60_000;

interface Kept {
  readonly people: readonly Person[];
  readonly until: number;
}

/** @param now epoch milliseconds */
export function createDirectory(
  settings: DirectorySettings | undefined,
  user: UserClient | undefined,
  now: () => number,
): Directory {
  const kept = new Map<string, Kept>();

  async function people(account: string, kind: Assignment['kind'], signal: AbortSignal) {
    const key = `${kind} ${account}`;
    const known = kept.get(key);
    if (known && known.until > now()) return known.people;
    const listed = await user?.list(account, kind, signal);
    if (listed) kept.set(key, { people: listed, until: now() + KEEP_MS });
    return listed ?? known?.people ?? [];
  }

  return {
    async find(account, who, signal) {
      const known = knownId(settings, who);
      if (known !== undefined) return known;
      return findByName(await people(account, who.kind, signal), who.name)?.id;
    },
  };
}

/** Without asking: a number, or a name of the configuration. */
export function knownId(
  settings: DirectorySettings | undefined,
  { kind, name }: Assignment,
): number | undefined {
  if (/^[1-9]\d{0,9}$/.test(name)) return Number(name);
  const ids = kind === 'team' ? settings?.teams : settings?.agents;
  return Object.entries(ids ?? {}).find(([given]) => plain(given) === plain(name))?.[1];
}

/** Chatwoot keeps the names of teams in small letters. An e-mail address beats a name that two people share. */
export function findByName(people: readonly Person[], name: string): Person | undefined {
  const wanted = plain(name);
  return (
    people.find(({ email }) => email !== undefined && plain(email) === wanted) ??
    people.find(({ names }) => names.some((own) => plain(own) === wanted))
  );
}

function plain(name: string): string {
  return name.trim().toLowerCase();
}
