import type { BotpressV12HandoffSettings } from './v12-settings.ts';
import type { V12Converse } from './v12-wire.ts';

/**
 * Does the turn ask for a person, and how did we notice? What the bot says (payload, metadata, marker text) is read with
 * the messages and comes before this. Undefined: nobody is asked for.
 */
export function findV12Handoff(
  { nlu, state }: V12Converse,
  { intents, flows, nodes, variables }: BotpressV12HandoffSettings,
): string | undefined {
  const visited = [
    ...(state?.__stacktrace ?? []),
    { flow: state?.context?.currentFlow, node: state?.context?.currentNode },
  ];
  const session = state?.session ?? {};
  const set = Object.keys(variables).filter((name) => session[name] === variables[name]);
  return (
    named('variable', set, Object.keys(variables)) ??
    named('intent', nlu?.errored ? [] : [nlu?.intent?.name], intents) ??
    named(
      'flow',
      visited.map(({ flow }) => flow),
      flows,
    ) ??
    named(
      'node',
      visited.map(({ node }) => node),
      nodes,
    )
  );
}

function named(
  kind: string,
  seen: readonly (string | null | undefined)[],
  wanted: readonly string[],
): string | undefined {
  const found = seen.find((name) => typeof name === 'string' && wanted.includes(name));
  return found ? `${kind} ${found}` : undefined;
}
