import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load-config.ts';
import { markedPlace, withoutMarks, writeFiles } from './write-files.ts';

interface BadConfig {
  readonly what: string;
  /** `▸` marks the place of the problem. */
  readonly files: Readonly<Record<string, string>>;
  readonly keyPath: string;
  readonly message: string;
  readonly hint?: string;
}

const CHATWOOT = 'chatwoot: { url: http://localhost:3000, token: t, secrets: [s] }';
const RASA = 'provider: rasa\nrasa: { url: http://localhost:5005 }';
const GOOD = `${CHATWOOT}\n${RASA}\n`;
const main = (text: string) => ({ 'gateway.yaml': text });
const flow = (text: string) => ({ 'gateway.yaml': `${GOOD}flows: [f.yaml]\n`, 'f.yaml': text });

const table: readonly BadConfig[] = [
  {
    what: 'an unknown key in the main part',
    files: main(`${GOOD}http:\n  ▸prot: 8300\n`),
    keyPath: 'http.prot',
    message: 'expected a known key, found "prot"',
    hint: 'did you mean "port"?',
  },
  {
    what: 'an unknown key at the top level',
    files: main(`${GOOD}▸intnts: {}\n`),
    keyPath: 'intnts',
    message: 'expected a known key, found "intnts"',
    hint: 'did you mean "intents"?',
  },
  {
    what: 'a key far from every other',
    files: main(`${GOOD}store: { ▸colour: red }\n`),
    keyPath: 'store.colour',
    message: 'expected a known key, found "colour"',
    hint: 'valid keys: path',
  },
  {
    what: 'text where a number belongs',
    files: main(`${GOOD}http:\n  port: ▸eighty\n`),
    keyPath: 'http.port',
    message: 'expected a number, found the text "eighty"',
  },
  {
    what: 'a number that is too large',
    files: main(`${GOOD}http:\n  port: ▸83000\n`),
    keyPath: 'http.port',
    message: 'expected at most 65535, found the number 83000',
  },
  {
    what: 'yes instead of true',
    files: main(`${GOOD}playground: { enabled: ▸yes }\n`),
    keyPath: 'playground.enabled',
    message: 'expected true or false, found the text "yes"',
    hint: 'write true',
  },
  {
    what: 'text instead of a list',
    files: main(`${GOOD}flows: ▸flow.yaml\n`),
    keyPath: 'flows',
    message: 'expected a list, found the text "flow.yaml"',
    hint: 'write it as a list: [ … ]',
  },
  {
    what: 'a list instead of a mapping',
    files: main(`${GOOD}confidence:\n  ▸- answer\n`),
    keyPath: 'confidence',
    message: 'expected a mapping, found a list',
  },
  {
    what: 'a missing key',
    files: main(`▸chatwoot: { token: t, secrets: [s] }\n${RASA}\n`),
    keyPath: 'chatwoot.url',
    message: 'expected "url" (an address that begins with http:// or https://), found nothing',
  },
  {
    what: 'a key with nothing behind it',
    files: main(`chatwoot:\n  ▸url:\n  token: t\n  secrets: [s]\n${RASA}\n`),
    keyPath: 'chatwoot.url',
    message: 'expected "url" (an address that begins with http:// or https://), found nothing',
  },
  {
    what: 'an address of another kind',
    files: main(`chatwoot: { url: ▸"ftp://x", token: t, secrets: [s] }\n${RASA}\n`),
    keyPath: 'chatwoot.url',
    message: 'expected an address that begins with http:// or https://, found the text "ftp://x"',
  },
  {
    what: 'webhooks that nobody can verify',
    files: main(`chatwoot: ▸{ url: http://localhost:3000, token: t }\n${RASA}\n`),
    keyPath: 'chatwoot',
    message: 'expected "secrets" (or, for Chatwoot versions that do not sign, "path_secret"), found neither',
  },
  {
    what: 'too many secrets, whose values stay hidden',
    files: main(`chatwoot: { url: http://localhost:3000, token: t, secrets: ▸[a1, b2, c3] }\n${RASA}\n`),
    keyPath: 'chatwoot.secrets',
    message: 'expected at most 2 items, found a list',
  },
  {
    what: 'a secret of the wrong form, which stays hidden',
    files: main(`chatwoot: { url: http://localhost:3000, token: t, path_secret: ▸"a b" }\n${RASA}\n`),
    keyPath: 'chatwoot.path_secret',
    message: 'expected 8 to 128 letters, digits, - or _, found a secret (text)',
  },
  {
    what: 'a value that is none of the choices',
    files: main(`${GOOD}handoff: { on_engine_error: ▸apologise }\n`),
    keyPath: 'handoff.on_engine_error',
    message: 'expected "handoff" or "apologize", found the text "apologise"',
    hint: 'did you mean "apologize"?',
  },
  {
    what: 'a threshold above the other',
    files: main(`${GOOD}confidence: { answer: 0.4, clarify: ▸0.5 }\n`),
    keyPath: 'confidence.clarify',
    message: 'expected a score that is not above confidence.answer, found the number 0.5',
  },
  {
    what: 'no time zone',
    files: main(`${GOOD}time_zone: ▸Europe/Berlinn\n`),
    keyPath: 'time_zone',
    message: 'expected a time zone like "Europe/Berlin", found the text "Europe/Berlinn"',
  },
  {
    what: 'no language',
    files: main(`${GOOD}language: ▸de_DE_x\n`),
    keyPath: 'language',
    message: 'expected a language tag like "en" or "pt-BR", found the text "de_DE_x"',
  },
  {
    what: 'an unknown engine',
    files: main(`${CHATWOOT}\nprovider: ▸raza\nrasa: { url: http://localhost:5005 }\n`),
    keyPath: 'provider',
    message: 'expected the name of an engine, found "raza"',
    hint: 'did you mean "rasa"?',
  },
  {
    what: 'an engine without its block',
    files: main(`${CHATWOOT}\nprovider: ▸rasa\n`),
    keyPath: 'provider',
    message: 'expected the settings of "rasa" in a block "rasa:" beside this key, found none',
  },
  {
    what: 'an unknown key in the block of an engine',
    files: main(`${CHATWOOT}\nprovider: rasa\nrasa: { url: http://localhost:5005, ▸timeout: 1 }\n`),
    keyPath: 'rasa.timeout',
    message: 'expected a known key, found "timeout"',
  },
  {
    what: 'an intent that begins an unknown flow',
    files: main(`${GOOD}intents:\n  book: { flow: ▸booking }\n`),
    keyPath: 'intents.book.flow',
    message: 'expected the name of a flow, found "booking"',
    hint: 'name its file under "flows"',
  },
  {
    what: 'an intent with two answers',
    files: main(`${GOOD}intents:\n  book: ▸{ flow: booking, text: Hello }\n`),
    keyPath: 'intents.book',
    message:
      'expected exactly one of text, choices, cards, form, article, media, ask_email, pause_ms, replies, flow, handoff',
  },
  {
    what: 'a misspelt way to answer',
    files: main(`${GOOD}intents:\n  book: { ▸txt: Hello }\n`),
    keyPath: 'intents.book.txt',
    message: 'expected a known key, found "txt"',
    hint: 'did you mean "text"?',
  },
  {
    what: 'a mistake deep in a reply',
    files: main(
      `${GOOD}intents:\n  book:\n    - choices: { text: Which?, options: [{ title: A, ▸vale: a }] }\n`,
    ),
    keyPath: 'intents.book[0].choices.options[0].vale',
    message: 'expected a known key, found "vale"',
    hint: 'did you mean "value"?',
  },
  {
    what: 'a template that does not close',
    files: main(`${GOOD}intents:\n  greet: { text: ▸"Hello {{contact.name" }\n`),
    keyPath: 'intents.greet.text',
    message: 'expected a template, found one that cannot be read: Unclosed tag at 20',
  },
  {
    what: 'a template with an unknown name',
    files: main(`${GOOD}intents:\n  greet: { text: ▸"Hello {{contcat.name}}" }\n`),
    keyPath: 'intents.greet.text',
    message: 'expected a value that there is, found {{contcat.name}}',
    hint: 'did you mean "contact"?',
  },
  {
    what: 'a variable that is not set',
    files: main(`chatwoot: { url: http://localhost:3000, token: ▸"\${BOT_TOKEN}", secrets: [s] }\n${RASA}\n`),
    keyPath: 'chatwoot.token',
    message: 'expected the environment variable BOT_TOKEN to be set; it is not, and there is no default',
    hint: 'set BOT_TOKEN, or write ${BOT_TOKEN:-default}',
  },
  {
    what: 'a malformed variable',
    files: main(`${GOOD}handoff: { farewell: ▸"\${oh no}" }\n`),
    keyPath: 'handoff.farewell',
    message: 'expected ${NAME} or ${NAME:-default}, found a malformed variable',
    hint: 'write $${ for a literal ${',
  },
  {
    what: 'a variable of the wrong type, whose value stays hidden',
    files: main(`${GOOD}http: { port: ▸"\${WORD}" }\n`),
    keyPath: 'http.port',
    message: 'expected a number, found the value of ${WORD}',
  },
  {
    what: 'the file of a secret that is not there',
    files: main(`chatwoot: { url: http://localhost:3000, token_file: ▸none.txt, secrets: [s] }\n${RASA}\n`),
    keyPath: 'chatwoot.token_file',
    message: 'expected a readable file, found none at none.txt',
  },
  {
    what: 'an empty secret file',
    files: {
      ...main(`chatwoot: { url: http://localhost:3000, token_file: ▸empty, secrets: [s] }\n${RASA}\n`),
      empty: '\n',
    },
    keyPath: 'chatwoot.token_file',
    message: 'expected a secret in this file, found it empty',
  },
  {
    what: 'a secret given twice',
    files: {
      ...main(
        `chatwoot: { url: http://localhost:3000, token: t, ▸token_file: token, secrets: [s] }\n${RASA}\n`,
      ),
      token: 't',
    },
    keyPath: 'chatwoot.token_file',
    message: 'expected token or token_file, found both',
  },
  {
    what: 'no bots at all',
    files: main('▸http: { port: 8300 }\n'),
    keyPath: '',
    message:
      'expected at least one bot: under "bots", in an included file, or its keys at the top level; found none',
  },
  {
    what: 'an empty file',
    files: main('▸'),
    keyPath: '',
    message: 'expected a mapping, found nothing',
  },
  {
    what: 'a bot with a name that no address can hold',
    files: main(`bots:\n  ▸Hotel Bot: {}\n`),
    keyPath: 'bots.Hotel Bot',
    message: 'expected small letters, digits, - and _ as the name of a bot, found "Hotel Bot"',
  },
  {
    what: 'keys of a bot beside bots:',
    files: main(`▸language: de\nbots: { a: { ${CHATWOOT}, provider: rasa, rasa: { url: "http://x" } } }\n`),
    keyPath: 'language',
    message:
      'expected "language" below bots.<name>, since "bots" or "include" is used; found it at the top level',
  },
  {
    what: 'a key twice',
    files: main(`${GOOD}http: { port: 1 }\n▸http: { port: 2 }\n`),
    keyPath: '',
    message: 'expected each key once, found it a second time',
  },
  {
    what: 'a variable without quotes inside braces',
    files: main(`${GOOD}http: { port: $▸{PORT} }\n`),
    keyPath: '',
    message: 'expected YAML: Unexpected flow-map-start at node end',
    hint: 'inside { } and [ ] write "${NAME}" in quotes',
  },
  {
    what: 'a tab as indentation',
    files: main(`${GOOD}http:\n▸\tport: 1\n`),
    keyPath: '',
    message: 'expected YAML: Tabs are not allowed as indentation',
    hint: 'indent with spaces',
  },
  {
    what: 'a flow file that is not there',
    files: main(`${GOOD}flows: [▸none.yaml]\n`),
    keyPath: 'flows[0]',
    message: 'expected a readable flow file, found none at',
  },
  {
    what: 'an unknown step of a flow',
    files: flow(
      'name: f\nsteps:\n  a: { say: { text: Hi }, next: ▸b }\n  c: { end: {} }\n  d: { goto: c }\n',
    ),
    keyPath: 'steps.a.next',
    message: 'There is no step "b".',
  },
  {
    what: 'an unknown key of a flow',
    files: flow('name: f\nsteps:\n  a: { ▸sya: { text: Hi } }\n'),
    keyPath: 'steps.a.sya',
    message: 'expected a known key, found "sya"',
    hint: 'did you mean "say"?',
  },
  {
    what: 'a host of a flow that is not allowed',
    files: flow(
      'name: f\nsteps:\n  a: { fetch: { url: ▸"http://api.example.com/x", on_failure: z } }\n  z: { end: {} }\n',
    ),
    keyPath: 'steps.a.fetch.url',
    message: 'expected a host of allowed_hosts, found api.example.com',
    hint: 'add api.example.com to allowed_hosts of the bot',
  },
  {
    what: 'two flows with one name',
    files: {
      'gateway.yaml': `${GOOD}flows: [a.yaml, b.yaml]\n`,
      'b.yaml': 'name: ▸f\nsteps: { a: { end: {} } }\n',
      'a.yaml': 'name: f\nsteps: { a: { end: {} } }\n',
    },
    keyPath: 'name',
    message: 'expected a name of its own, found a second flow "f"',
  },
  {
    what: 'an included file with something else in it',
    files: {
      ...main('include: [bots.yaml]\n'),
      'bots.yaml': `▸http: { port: 1 }\nbots: {}\n`,
    },
    keyPath: 'http',
    message: 'expected only "bots" in an included file, found "http"',
  },
];

describe('a configuration with a problem', () => {
  it.each(table)('$what', async ({ files, keyPath, message, hint }) => {
    const folder = await writeFiles(withoutMarks(files));
    const { problems } = await loadConfig(path.join(folder, 'gateway.yaml'), { WORD: 'hunter2' });
    const found = problems.map((problem) => ({
      place: `${path.relative(folder, problem.file)}:${problem.line}:${problem.column}`,
      keyPath: problem.keyPath,
      message: problem.message.startsWith(message) ? message : problem.message,
      ...(hint === undefined ? {} : { hint: problem.hint }),
    }));
    expect(found).toContainEqual({
      place: markedPlace(files),
      keyPath,
      message,
      ...(hint === undefined ? {} : { hint }),
    });
    expect(JSON.stringify(problems)).not.toMatch(/hunter2|\ba1\b|"a b"/);
  });
});
