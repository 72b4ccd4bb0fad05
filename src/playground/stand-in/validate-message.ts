import type { Json } from '../../core/model/json.ts';
import { MessageProblem } from './message-problem.ts';
import { CONTENT_TYPES, type ContentType } from './records.ts';
import type { VersionProfile } from './version-profiles.ts';

const MAX_CONTENT_LENGTH = 150_000;

type ItemContentType = 'input_select' | 'cards' | 'form' | 'article';

const ITEM_KEYS: Readonly<Record<ItemContentType, readonly string[]>> = {
  input_select: ['title', 'value'],
  cards: ['title', 'description', 'media_url', 'actions'],
  form: [
    'type',
    'placeholder',
    'label',
    'name',
    'options',
    'default',
    'required',
    'pattern',
    'title',
    'pattern_error',
  ],
  article: ['title', 'description', 'link'],
};
const ACTION_KEYS = ['text', 'type', 'payload', 'uri'];

/** @throws MessageProblem */
export function readContentType(value: unknown): ContentType {
  if (value === undefined || value === null || value === '') return 'text';
  const known = CONTENT_TYPES.find((type) => type === value);
  if (!known) throw new MessageProblem(`'${String(value)}' is not a valid content_type`);
  return known;
}

export interface MessageToValidate {
  readonly content: string | null;
  readonly contentType: ContentType;
  readonly contentAttributes: Readonly<Record<string, Json>>;
  /** Messages of the last minute in the conversation. */
  readonly recentCount: number;
  readonly perMinuteLimit: number;
}

/**
 * `app/models/message.rb` and `app/models/concerns/content_attribute_validator.rb`: all findings in one line, save
 * that items of a wrong shape end in the text of a Ruby error.
 * @throws MessageProblem
 */
export function validateMessage(profile: VersionProfile, message: MessageToValidate): void {
  const findings: string[] = [];
  if (message.recentCount >= message.perMinuteLimit) findings.push('Too many messages');
  if ((message.content?.length ?? 0) > MAX_CONTENT_LENGTH) {
    findings.push(`Content is too long (maximum is ${MAX_CONTENT_LENGTH} characters)`);
  }
  if (isItemContentType(message.contentType)) {
    const found = itemFindings(profile, message.contentType, message.contentAttributes['items']);
    findings.push(...found.map((finding) => `Content attributes ${finding}`));
  }
  if (findings.length > 0) throw new MessageProblem(`Validation failed: ${findings.join(', ')}`);
}

const isItemContentType = (type: ContentType): type is ItemContentType => Object.hasOwn(ITEM_KEYS, type);

function itemFindings(profile: VersionProfile, type: ItemContentType, items: Json | undefined): string[] {
  if (items === undefined || items === null) throw new MessageProblem("undefined method 'reject' for nil");
  if (!isArray(items)) throw new MessageProblem(noMethod('reject', items));
  const objects = items.map((item) => {
    if (!isObject(item)) throw new MessageProblem(noMethod('keys', item));
    return item;
  });
  const findings = objects.length === 0 ? ['At least one item is required.'] : [];
  const allowed = [...ITEM_KEYS[type], ...(profile.optionDescription ? ['description'] : [])];
  const invalid = objects.flatMap((item) => Object.keys(item)).filter((key) => !allowed.includes(key));
  if (invalid.length > 0) findings.push(`contains invalid keys for items : ${rubySymbols(invalid)}`);
  return type === 'cards' ? [...findings, ...actionFindings(objects)] : findings;
}

function actionFindings(cards: readonly JsonRecord[]): string[] {
  const actions = cards.map((card) => card['actions']);
  const missing = actions.some((list) => !isArray(list) || list.length === 0);
  if (missing) return ['contains items missing actions'];
  const keys = actions
    .flatMap((list) => (isArray(list) ? list : []))
    .flatMap((action) => {
      if (!isObject(action)) throw new MessageProblem(noMethod('keys', action));
      return Object.keys(action);
    });
  const invalid = keys.filter((key) => !ACTION_KEYS.includes(key));
  // The two spaces are Chatwoot's.
  return invalid.length > 0 ? [`contains invalid keys for actions:  ${rubySymbols(invalid)}`] : [];
}

type JsonRecord = Readonly<Record<string, Json>>;

const isArray = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

function isObject(value: Json): value is JsonRecord {
  return typeof value === 'object' && value !== null && !isArray(value);
}

/** A list of Ruby symbols as it prints itself. */
function rubySymbols(keys: readonly string[]): string {
  return `[${keys.map((key) => (/^\w+$/.test(key) ? `:${key}` : `:${JSON.stringify(key)}`)).join(', ')}]`;
}

function noMethod(method: string, value: Json): string {
  return `undefined method '${method}' for ${rubyName(value)}`;
}

function rubyName(value: Json): string {
  if (value === null) return 'nil';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return 'an instance of String';
  return typeof value === 'number' ? 'an instance of Integer' : 'an instance of Hash';
}
