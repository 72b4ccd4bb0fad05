import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load-config.ts';
import { markedPlace, withoutMarks, writeFiles } from './write-files.ts';

const bot = `chatwoot: { url: http://localhost:3000, token: t, secrets: [s], teams: { support: 3 } }
provider: rasa
rasa: { url: http://localhost:5005 }
time_zone: Europe/Berlin
`;

async function load(files: Readonly<Record<string, string>>) {
  const folder = await writeFiles(withoutMarks(files));
  const { config, problems } = await loadConfig(path.join(folder, 'gateway.yaml'), {});
  const places = problems.map(({ file, line, column, message, hint }) => ({
    place: `${path.relative(folder, file)}:${line}:${column}`,
    message,
    hint,
  }));
  return { bot: config?.bots.get('bot'), places };
}

describe('handoff in the configuration', () => {
  it('has defaults that need no one and no hours', async () => {
    const { bot: loaded, places } = await load({ 'gateway.yaml': bot });
    expect(places).toEqual([]);
    expect(loaded?.policy.handoff).toMatchObject({ target: { labels: [], attributes: {} }, rules: [] });
    expect(loaded?.policy.handoff.hours).toBeUndefined();
    expect(loaded?.policy.confidence).toMatchObject({
      margin: 0.1,
      misses: 2,
      engineErrors: 3,
      reset: { understood: true, afterMs: 3_600_000 },
      count: { fallback: true, empty: true, engineError: false },
    });
  });

  it('reads overrides, rules and hours', async () => {
    const { bot: loaded, places } = await load({
      'gateway.yaml': `${bot}
confidence:
  reset: { after_minutes: 5 }
  intents: { book: { answer: 0.5 } }
  engines: { rasa: { answer: 0.7, fallback_intents: [out_of_scope], count: { engine_error: true } } }
handoff:
  priority: high
  labels: [bot-handoff]
  attributes: { handoff_reason: "{{handoff.reason}}" }
  rules:
    - when: { reason: [asked, engine], intent: ask_price, inbox: 7, language: de, contact.plan: pro, hours: closed, days: "sat,sun", time: "12:00-13:00" }
      team: support
      agent: 21
      farewell: "Bis {{hours.next_opening}}"
    - team: 4
  hours:
    week: { mon-fri: "09:00-12:00, 13:00-17:30", sat: ["10:00-14:00"] }
    holidays: [2026-12-25, { date: 12-24, hours: "09:00-12:00" }]
`,
    });
    expect(places).toEqual([]);
    const policy = loaded?.policy;
    expect(policy?.confidence.reset.afterMs).toBe(300_000);
    expect(policy?.confidence.intents.get('book')).toEqual({ answer: 0.5 });
    expect(policy?.confidence.engines.get('rasa')).toEqual({
      answer: 0.7,
      fallbackIntents: ['out_of_scope'],
      count: { engineError: true },
    });
    expect(policy?.handoff.target).toEqual({
      priority: 'high',
      labels: ['bot-handoff'],
      attributes: { handoff_reason: '{{handoff.reason}}' },
    });
    expect(policy?.handoff.rules).toEqual([
      {
        when: [
          { kind: 'fact', fact: 'reason', values: ['asked', 'engine'] },
          { kind: 'fact', fact: 'intent', values: ['ask_price'] },
          { kind: 'fact', fact: 'inbox', values: ['7'] },
          { kind: 'fact', fact: 'language', values: ['de'] },
          { kind: 'hours', open: false },
          { kind: 'days', days: [6, 7] },
          { kind: 'time', spans: [{ from: 720, to: 780 }] },
          { kind: 'value', name: 'contact.plan', values: ['pro'] },
        ],
        target: { team: 'support', agent: '21', labels: [], attributes: {} },
        farewell: 'Bis {{hours.next_opening}}',
      },
      { when: [], target: { team: '4', labels: [], attributes: {} } },
    ]);
    expect(policy?.handoff.hours).toMatchObject({
      whenClosed: 'open',
      open: {
        timeZone: 'Europe/Berlin',
        week: new Map<number, readonly { from: number; to: number }[]>([
          ...[1, 2, 3, 4, 5].map((day): [number, { from: number; to: number }[]] => [
            day,
            [
              { from: 540, to: 720 },
              { from: 780, to: 1050 },
            ],
          ]),
          [6, [{ from: 600, to: 840 }]],
        ]),
        holidays: new Map([
          ['2026-12-25', []],
          ['12-24', [{ from: 540, to: 720 }]],
        ]),
      },
    });
    expect(loaded?.chatwoot.directory).toEqual({
      teams: { support: 3 },
      agents: {},
      named: [
        { kind: 'team', name: 'support' },
        { kind: 'team', name: '4' },
        { kind: 'agent', name: '21' },
      ],
    });
  });

  it.each<[string, string, string, string?]>([
    [
      'an unknown condition',
      'handoff: { rules: [{ when: { ▸reasons: asked }, team: 1 }] }',
      'expected a known key, found "reasons"',
      'did you mean "reason"?',
    ],
    ['an unknown reason', 'handoff: { rules: [{ when: { reason: ▸bored }, team: 1 }] }', '"bored"'],
    [
      'hours that cannot be read',
      'handoff: { hours: { week: { mon: ▸"9-17" } } }',
      'expected hours like "09:00-17:30"',
    ],
    [
      'days that cannot be read',
      'handoff: { hours: { week: { ▸monday: "09:00-17:00" } } }',
      'days like mon-fri',
    ],
    [
      'a date that is none',
      'handoff: { hours: { week: {}, holidays: [▸2026-02-30] } }',
      'a date like 2026-12-25',
    ],
    [
      'collecting without a flow',
      'handoff: { ▸hours: { week: {}, when_closed: collect } }',
      'since when_closed is "collect"',
    ],
    [
      'collecting by a flow that is not there',
      'handoff: { hours: { week: {}, when_closed: collect, collect_flow: ▸details } }',
      'expected the name of a flow, found "details"',
    ],
    [
      'a template that names nothing',
      'handoff: { farewell: ▸"Bye {{handof.reason}}" }',
      'found {{handof.reason}}',
      'did you mean "handoff"?',
    ],
    [
      'a template of a rule that names nothing',
      'handoff: { rules: [{ team: 1, farewell: ▸"{{opening}}" }] }',
      'found {{opening}}',
    ],
    [
      'an override upside down',
      'confidence: { intents: { book: { answer: 0.3, clarify: ▸0.4 } } }',
      'not above confidence.answer',
    ],
  ])('reports %s', async (_name, text, message, hint) => {
    const files = { 'gateway.yaml': `${bot}${text}\n` };
    const { places } = await load(files);
    expect(places).toHaveLength(1);
    expect(places[0]?.message).toContain(message);
    expect(places[0]?.place).toBe(markedPlace(files));
    if (hint !== undefined) expect(places[0]?.hint).toBe(hint);
  });
});
