const OTHERWISE = 'en';

/**
 * The language to ask the agent in: the customer's when the agent has it, then one of the same root (`pt` for `pt-BR`
 * and the other way round), then the first of the list. Without a list the customer's own.
 */
export function chooseLanguage(wanted: string | undefined, offered: readonly string[]): string {
  // Chatwoot writes pt_BR.
  const tag = wanted?.replaceAll('_', '-');
  if (offered.length === 0) return tag || OTHERWISE;
  return (
    offered.find((language) => language.toLowerCase() === tag?.toLowerCase()) ??
    offered.find((language) => tag !== undefined && root(language) === root(tag)) ??
    offered[0] ??
    OTHERWISE
  );
}

function root(tag: string): string {
  return tag.toLowerCase().split('-')[0] ?? '';
}
