import type { JsonObject } from '../core/model/json.ts';
import type { Call } from '../core/model/turn.ts';
import { readRequest } from './chatwoot-request.ts';

const LONGEST_TEXT = 300;

/** What a stored call says or sets, in short. Undefined for one that is not of this channel. */
export function describeCall({ request }: Call): string | undefined {
  const read = readRequest(request);
  if (!read) return undefined;
  const { endpoint, body, merge, assign, upload } = read;
  switch (endpoint) {
    case 'messages':
      return short([textOf(body, 'content'), upload?.url].filter(Boolean).join(' '));
    case 'custom_attributes':
      return Object.keys(merge?.attributes ?? {}).join(', ');
    case 'labels':
      return (merge?.labels ?? []).join(', ');
    case 'assignments':
      return assign ? `${assign.kind} ${assign.name}` : short(JSON.stringify(body));
    case 'toggle_status':
      return textOf(body, 'status');
    case 'toggle_priority':
      return textOf(body, 'priority');
  }
}

function textOf(body: JsonObject, name: string): string {
  const value = body[name];
  return typeof value === 'string' ? value : '';
}

function short(text: string): string {
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1).toWellFormed()}…` : text;
}
