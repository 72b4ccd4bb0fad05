import { z } from 'zod';
import type { Json } from '../../core/model/json.ts';
import type { Entity } from '../../core/model/nlu-result.ts';

export interface SlashPayload {
  readonly intent: string;
  readonly entities: readonly Entity[];
}

/** Rasa's message form for buttons: `/intent{"entity": "value", "other": ["a", "b"]}`, arguments optional. */
const PAYLOAD = /^\/([^\s{}@/][^{}@]*?)\s*(\{.*\})?$/s;
const argumentsSchema = z.record(z.string(), z.json());

/** An intent payload as an option's value may carry it; undefined when the text is none. */
export function readSlashPayload(text: string): SlashPayload | undefined {
  const match = PAYLOAD.exec(text.trim());
  const intent = match?.[1];
  if (intent === undefined) return undefined;
  const values = match?.[2] === undefined ? {} : readArguments(match[2]);
  return values && { intent, entities: toEntities(values) };
}

export function toEntities(values: Readonly<Record<string, Json>>): Entity[] {
  return Object.entries(values).flatMap(([name, value]) =>
    Array.isArray(value) ? value.map((one: Json) => ({ name, value: one })) : [{ name, value }],
  );
}

function readArguments(json: string): Record<string, Json> | undefined {
  try {
    return argumentsSchema.parse(JSON.parse(json));
  } catch {
    return undefined;
  }
}
