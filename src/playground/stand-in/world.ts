import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../core/model/json.ts';
import { channelRow, channelTable } from './channel-table.ts';
import { createRandom, randomToken } from './random.ts';
import type {
  BotRecord,
  ContactInboxRecord,
  ContactRecord,
  ConversationRecord,
  InboxRecord,
  MessageRecord,
  StoredFile,
  TeamRecord,
  UserRecord,
} from './records.ts';
import type { BotOptions, InboxOptions, StandInOptions, UserOptions, Waits } from './stand-in-options.ts';
import { defaultWaits } from './stand-in-options.ts';
import { type VersionProfile, versionProfiles } from './version-profiles.ts';

/** Everything the stand-in remembers, and the sources of time, ids and chance. */
export interface World {
  readonly profile: VersionProfile;
  readonly waits: Waits;
  readonly options: StandInOptions;
  readonly account: { readonly id: number; readonly name: string; readonly suspended: boolean };
  readonly bots: BotRecord[];
  readonly users: readonly UserRecord[];
  readonly teams: readonly TeamRecord[];
  readonly inboxes: readonly InboxRecord[];
  readonly contacts: Map<number, ContactRecord>;
  readonly contactInboxes: Map<number, ContactInboxRecord>;
  readonly conversations: Map<number, ConversationRecord>;
  readonly messages: Map<number, MessageRecord>;
  readonly files: Map<string, StoredFile>;
  publicUrl: string;
  now(): number;
  random(): number;
  nextId(kind: IdKind): number;
}

type IdKind = 'bot' | 'contact' | 'contact-inbox' | 'conversation' | 'message' | 'attachment';

export function createWorld(options: StandInOptions): World {
  const random = createRandom(options.seed ?? 1);
  const counters: Record<IdKind, number> = {
    bot: 0,
    contact: 100,
    'contact-inbox': 200,
    conversation: options.firstId ?? 0,
    message: (options.firstId ?? 0) + 1000,
    attachment: 300,
  };
  const nextId = (kind: IdKind) => ++counters[kind];
  const bots = (options.bots ?? [{ name: 'bot', token: 'playground-token' }]).map((bot) =>
    newBot(bot, nextId('bot'), random),
  );
  return {
    profile: versionProfiles[options.version ?? '4.15'],
    waits: { ...defaultWaits, ...options.waits },
    options,
    account: { id: 1, name: 'Example Hotels', suspended: false, ...options.account },
    bots,
    users: (options.users ?? defaultUsers).map(newUser),
    teams: (options.teams ?? ['support', 'billing']).map((name, index) => ({ id: index + 1, name })),
    inboxes: (options.inboxes ?? [{ name: 'Website' }]).map((inbox, index) =>
      newInbox(inbox, index + 1, bots, random),
    ),
    contacts: new Map(),
    contactInboxes: new Map(),
    conversations: new Map(),
    messages: new Map(),
    files: new Map(),
    publicUrl: options.publicUrl ?? 'http://localhost',
    now: options.clock ?? Date.now,
    random,
    nextId,
  };
}

const defaultUsers: readonly UserOptions[] = [
  { name: 'Alex Admin', email: 'alex@example.com', role: 'administrator', token: 'admin-token' },
  {
    name: 'Dana Ortiz',
    displayName: 'Dana',
    email: 'dana@example.com',
    role: 'agent',
    token: 'agent-token',
  },
];

export function newBot(options: BotOptions, id: number, random: () => number): BotRecord {
  return {
    id,
    name: options.name,
    description: null,
    outgoingUrl: options.outgoingUrl ?? null,
    token: options.token ?? randomToken(random),
    secret: options.secret === undefined ? randomToken(random) : options.secret,
    system: options.system ?? false,
  };
}

function newUser(options: UserOptions, index: number): UserRecord {
  return { ...options, id: 20 + index, displayName: options.displayName ?? options.name };
}

function newInbox(options: InboxOptions, id: number, bots: readonly BotRecord[], random: () => number) {
  const bot = options.bot === undefined ? bots[0] : bots.find((candidate) => candidate.name === options.bot);
  return {
    id,
    name: options.name,
    channel: channelTable[options.channel ?? 'web-widget'].channel,
    websiteToken: randomToken(random),
    bot: bot ?? null,
    lockToSingleConversation: options.lockToSingleConversation ?? false,
    greeting: options.greeting ?? null,
    emailCollect: options.emailCollect ?? false,
    csat: options.csat ?? false,
  };
}

/** Who writes. Everything is optional: the widget names unknown visitors itself. */
export interface ContactOptions {
  readonly name?: string;
  readonly email?: string;
  readonly phoneNumber?: string;
  /** The customer's id at the site. */
  readonly identifier?: string;
  /** The site proved the identity by HMAC. */
  readonly verified?: boolean;
  readonly blocked?: boolean;
  readonly customAttributes?: JsonObject;
}

export function addContactInbox(
  world: World,
  inbox: InboxRecord,
  options: ContactOptions,
): ContactInboxRecord {
  const contact = addContact(world, options);
  const contactInbox: ContactInboxRecord = {
    id: world.nextId('contact-inbox'),
    contact,
    inbox,
    sourceId: newSourceId(inbox, contact),
    hmacVerified: options.verified ?? false,
    pubsubToken: randomToken(world.random),
    authToken: randomToken(world.random, 40),
    createdAt: world.now(),
  };
  world.contactInboxes.set(contactInbox.id, contactInbox);
  return contactInbox;
}

function addContact(world: World, options: ContactOptions): ContactRecord {
  const id = world.nextId('contact');
  const contact: ContactRecord = {
    id,
    name: options.name ?? `quiet-meadow-${id}`,
    email: options.email ?? null,
    phoneNumber: options.phoneNumber ?? null,
    identifier: options.identifier ?? null,
    blocked: options.blocked ?? false,
    additionalAttributes: {},
    customAttributes: options.customAttributes ?? {},
    createdAt: world.now(),
    lastActivityAt: world.now(),
  };
  world.contacts.set(id, contact);
  return contact;
}

function newSourceId(inbox: InboxRecord, contact: ContactRecord): string {
  if (inbox.channel === 'Channel::Email') return contact.email ?? `visitor-${contact.id}@example.org`;
  if (channelRow(inbox.channel).ownIds) {
    return contact.phoneNumber?.replace('+', '') ?? String(7_001_000_000 + contact.id);
  }
  return randomUUID();
}
