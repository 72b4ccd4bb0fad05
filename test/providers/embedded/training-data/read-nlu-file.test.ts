import { describe, expect, test } from 'vitest';
import { readNluFile } from '../../../../src/providers/embedded/training-data/read-nlu-file.ts';

function problemsOf(source: string) {
  return readNluFile('nlu.yml', source).problems.map(
    ({ line, column, level, message }) => `${line}:${column} ${level} ${message}`,
  );
}

describe('what is read', () => {
  const { data, problems } = readNluFile(
    'nlu.yml',
    `version: "3.1"
nlu:
- intent: book
  examples: |
    - book [Bern](city)

    - a room, please
- intent: greet
  examples:
  - text: |
      hello
    metadata: { tone: kind }
- synonym: Bern
  examples: |
    - Berne
- lookup: city
  examples: |
    - Bern
    - Basel
- regex: zip
  examples: |
    - \\b\\d{4}\\b
rules: []
`,
  );

  test('examples with their intent, spans and places', () => {
    expect(problems).toEqual([]);
    expect(data.examples).toEqual([
      {
        text: 'book Bern',
        intent: 'book',
        spans: [{ start: 5, end: 9, entity: 'city' }],
        place: { path: 'nlu.yml', line: 5, column: 7 },
      },
      { text: 'a room, please', intent: 'book', spans: [], place: { path: 'nlu.yml', line: 7, column: 7 } },
      { text: 'hello', intent: 'greet', spans: [], place: expect.objectContaining({ line: 10 }) },
    ]);
  });

  test('synonyms, lookup tables and patterns', () => {
    expect(data.synonyms).toEqual([{ value: 'Bern', texts: ['Berne'] }]);
    expect(data.lookups).toEqual([{ entity: 'city', values: ['Bern', 'Basel'] }]);
    expect(data.patterns).toEqual([{ entity: 'zip', pattern: '\\b\\d{4}\\b' }]);
  });

  test('Windows line ends change nothing', () => {
    const source =
      'version: "3.1"\r\nnlu:\r\n- intent: a\r\n  examples: |\r\n    - one [x](y)\r\n    - two\r\n';
    const read = readNluFile('nlu.yml', source);
    expect(read.problems).toEqual([]);
    expect(read.data.examples.map(({ text }) => text)).toEqual(['one x', 'two']);
  });
});

describe('problems, with line and column', () => {
  test('bad YAML', () => {
    expect(problemsOf('version: "3.1"\nnlu:\n- intent: a\n  examples: "open\n')).toEqual([
      expect.stringMatching(/^\d+:\d+ error /),
    ]);
  });

  test.each([
    ['just text', '1:1 error Expected "version" and "nlu" at the top of the file.'],
    ['version: "3.1"\nnlu: {}', '2:6 error Expected a list under "nlu".'],
    ['version: "2.0"\nnlu: []', '1:10 warning Expected version "3.1"; the file is read as if it were.'],
    ['nlu: []\nnul: []', '2:1 warning Unknown section "nul"; expected "nlu".'],
    ['nlu:\n- just text', '2:3 error Expected one of intent, synonym, lookup, regex with examples.'],
    [
      'nlu:\n- intent: ""\n  examples: |\n    - a',
      '2:3 error Expected a name after one of intent, synonym, lookup, regex.',
    ],
    ['nlu:\n- intent: a\n  exmples: |\n    - a\n  examples: |\n    - a', '3:3 error Unknown key "exmples".'],
    ['nlu:\n- intent: a\n  examples: |\n    - a\n    b', '5:5 error An example must begin with "- ".'],
    ['nlu:\n- intent: a\n  examples: |\n    - a [b](c', '4:9 error The mark is not closed: ")" is missing.'],
    ['nlu:\n- intent: a\n  examples:\n  - texd: a', '4:5 error Expected "text: …" in this example.'],
    [
      'nlu:\n- intent: a\n  examples:\n  - a',
      '4:5 warning A plain list of examples is not read by Rasa; write "examples: |".',
    ],
  ])('%j', (source, problem) => {
    expect(problemsOf(source)).toContain(problem);
  });

  test('a pattern that cannot be compiled', () => {
    expect(problemsOf('nlu:\n- regex: a\n  examples: |\n    - [a-')).toEqual([
      expect.stringMatching(/^4:7 error The pattern does not work in JavaScript/),
    ]);
  });

  test('all at once, and the rest is read', () => {
    const { data, problems } = readNluFile(
      'nlu.yml',
      'nlu:\n- intnt: a\n- intent: b\n  examples: |\n    - [x](\n    - fine\n',
    );
    expect(problems.filter(({ level }) => level === 'error').length).toBe(3);
    expect(data.examples.map(({ text }) => text)).toContain('fine');
  });
});
