import { describe, expect, it } from 'vitest';
import { readUtterances, type Utterance } from '../../src/cli/tune/read-utterances.ts';

describe('readUtterances', () => {
  it.each<[string, string, string, readonly Utterance[]]>([
    [
      'tab-separated text',
      'a.tsv',
      'a room\tbook\r\nwhat?\n\na joke\t-\n',
      [{ text: 'a room', label: 'book' }, { text: 'what?' }, { text: 'a joke', label: null }],
    ],
    [
      'JSON lines',
      'a.jsonl',
      '{"text":"a room","intent":"book"}\n{"text":"what?"}\n{"text":"a joke","intent":null}\n',
      [{ text: 'a room', label: 'book' }, { text: 'what?' }, { text: 'a joke', label: null }],
    ],
    [
      'a list',
      'a.yml',
      '- what?\n- { text: a room, intent: book }\n- { text: a joke, intent: none }\n',
      [{ text: 'what?' }, { text: 'a room', label: 'book' }, { text: 'a joke', label: null }],
    ],
    [
      'intent and texts',
      'a.yaml',
      'book: [a room, a bed]\nnone: [a joke]\n',
      [
        { text: 'a room', label: 'book' },
        { text: 'a bed', label: 'book' },
        { text: 'a joke', label: null },
      ],
    ],
    [
      'training data, without its marks',
      'nlu.yml',
      'version: "3.1"\nnlu:\n- intent: book\n  examples: |\n    - a room in [Rome](city)\n',
      [{ text: 'a room in Rome', label: 'book' }],
    ],
  ])('reads %s', (_name, file, source, expected) => {
    expect(readUtterances(file, source)).toEqual(expected);
  });

  it.each<[string, string, string]>([
    ['a.jsonl', '{"text":"x"}\n{"txt":"y"}\n', 'a.jsonl:2: expected {"text": "…", "intent": "…"}'],
    ['a.jsonl', 'no json', 'a.jsonl:1: expected'],
    ['a.yml', 'book: 7', 'a.yml: expected a list of {text, intent}, intent → texts, or a training file'],
    ['a.yml', 'a: [', 'a.yml: expected YAML'],
    ['a.csv', 'a;b', 'expected a file that ends in .tsv, .jsonl or .yml'],
    ['a.tsv', '\n', 'expected at least one utterance, found none'],
  ])('refuses %s with %j', (file, source, message) => {
    expect(() => readUtterances(file, source)).toThrow(message);
  });
});
