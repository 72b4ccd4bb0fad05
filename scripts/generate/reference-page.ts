import { asNode, childrenOf, type SchemaNode } from './json-schemas.ts';

/** One table of a reference page. */
interface Section {
  readonly title: string;
  readonly description: string;
  readonly rows: readonly string[];
}

/** Where each mapping is described: its JSON → title. What stands in several places is described once. */
type Told = Map<string, string>;

/** A schema as Markdown: one table per mapping, in the order of the schema. */
export function referenceSections(title: string, schema: SchemaNode): string {
  return sectionsOf(title, schema, new Map())
    .map(({ title: name, description, rows }) =>
      [
        ...(name === '' ? [] : [`## \`${name}\``, '']),
        ...(description === '' ? [] : [description, '']),
        '| key | what | value | default |',
        '|---|---|---|---|',
        ...rows,
      ].join('\n'),
    )
    .join('\n\n');
}

function sectionsOf(title: string, node: SchemaNode, told: Told): readonly Section[] {
  const key = shapeOf(node);
  if (told.has(key)) return [];
  told.set(key, title);
  const properties = Object.entries(childrenOf(node, 'properties'));
  const required = Array.isArray(node['required']) ? node['required'].map(String) : [];
  const below = properties
    .flatMap(([name, child]) => mappingsIn(title === '' ? name : `${title}.${name}`, asNode(child)))
    .flatMap(([name, child]) => sectionsOf(name, child, told));
  const rows = properties.map(([name, child]) => {
    const elsewhere = mappingsIn(title === '' ? name : `${title}.${name}`, asNode(child)).flatMap(
      ([own, mapping]) => {
        const place = told.get(shapeOf(mapping));
        return place === undefined || place === own ? [] : [place];
      },
    );
    return row(name, asNode(child), required.includes(name), elsewhere);
  });
  return [{ title, description: textOf(node['description']), rows }, ...below];
}

/** The same keys make the same table, whatever is said about the whole and whatever is its default. */
function shapeOf(node: SchemaNode): string {
  return JSON.stringify([node['properties'], node['required']]);
}

/** The mappings that a value holds: itself, the items of a list, the values of a map, its alternatives. */
function mappingsIn(name: string, node: SchemaNode): readonly (readonly [string, SchemaNode])[] {
  if (Object.keys(childrenOf(node, 'properties')).length > 0) return [[name, node]];
  const items = asNode(node['items']);
  const values = asNode(node['additionalProperties']);
  return [
    ...mappingsOf(`${name}[]`, items),
    ...mappingsOf(`${name}.<name>`, values),
    ...alternativesOf(node).flatMap((branch) => mappingsIn(name, branch)),
  ];
}

function mappingsOf(name: string, node: SchemaNode): readonly (readonly [string, SchemaNode])[] {
  return Object.keys(node).length > 0 ? mappingsIn(name, node) : [];
}

function alternativesOf(node: SchemaNode): readonly SchemaNode[] {
  const branches = node['anyOf'] ?? node['oneOf'];
  return Array.isArray(branches) ? branches.map(asNode) : [];
}

function row(name: string, node: SchemaNode, required: boolean, elsewhere: readonly string[]): string {
  const otherwise = node['default'];
  const shown = isPlain(otherwise) ? `\`${JSON.stringify(otherwise)}\`` : required ? '**required**' : '';
  const see = [...new Set(elsewhere)].map((place) => `\`${place}\``).join(', ');
  const value = see === '' ? typeOf(node) : `${typeOf(node)}, see ${see}`;
  return `| ${[`\`${name}\``, textOf(node['description']), value, shown].map(cell).join(' | ')} |`;
}

function isPlain(value: unknown): boolean {
  return value !== undefined && JSON.stringify(value) !== '{}' && JSON.stringify(value).length < 200;
}

function typeOf(node: SchemaNode): string {
  const values = node['enum'];
  if (Array.isArray(values)) return values.map((value) => `\`${String(value)}\``).join(', ');
  if ('const' in node) return `\`${String(node['const'])}\``;
  const branches = alternativesOf(node);
  if (branches.length > 0) return [...new Set(branches.map(typeOf))].join(' or ');
  if (node['type'] === 'array') return `list of ${typeOf(asNode(node['items']))}`;
  if (node['type'] === 'object') return 'mapping';
  return rangeOf(node);
}

const words: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: '`true`, `false`',
};

function rangeOf(node: SchemaNode): string {
  const { minimum, maximum, format } = node;
  const type = format === 'uri' ? 'address' : (words[textOf(node['type'])] ?? 'any value');
  if (typeof minimum !== 'number' || typeof maximum !== 'number') return type;
  return Math.abs(maximum) === Number.MAX_SAFE_INTEGER ? type : `${type}, ${minimum} to ${maximum}`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/\s+/g, ' ');
}
