/** Applies a function to every text in a value, whatever its shape. Keys stay. */
import type { Json, JsonObject } from '../model/json.ts';
import type { Card, CardAction, FormField, Reply } from '../model/reply.ts';
import type { AttachmentItem, Option, UtteranceContent } from '../model/utterance.ts';

export type MapText = (text: string) => string;

export function mapJson(value: Json, map: MapText): Json {
  if (typeof value === 'string') return map(value);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((one) => mapJson(one, map));
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapJson(one, map)]));
}

export function mapObject(value: JsonObject, map: MapText): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapJson(one, map)]));
}

export function mapContent(content: UtteranceContent, map: MapText): UtteranceContent {
  switch (content.kind) {
    case 'text':
      return { ...content, text: map(content.text) };
    case 'choice':
      return { ...content, value: map(content.value), title: map(content.title) };
    case 'form': {
      const values = Object.entries(content.values).map(([name, value]) => [name, map(value)]);
      return { ...content, values: Object.fromEntries(values) };
    }
    case 'attachment':
      return {
        ...content,
        items: content.items.map((item) => mapItem(item, map)),
        ...(content.caption !== undefined && { caption: map(content.caption) }),
      };
    case 'event':
      return { ...content, values: mapObject(content.values, map) };
    case 'opened':
      return content;
  }
}

/** Addresses of files stay: they lead nowhere when they are changed. */
function mapItem(item: AttachmentItem, map: MapText): AttachmentItem {
  return { ...item, ...(item.title !== undefined && { title: map(item.title) }) };
}

export function mapReply(reply: Reply, map: MapText): Reply {
  switch (reply.kind) {
    case 'text':
    case 'ask-email':
      return { ...reply, text: map(reply.text) };
    case 'choices':
      return { ...reply, text: map(reply.text), options: reply.options.map((one) => mapOption(one, map)) };
    case 'cards':
      return { ...reply, text: map(reply.text), cards: reply.cards.map((card) => mapCard(card, map)) };
    case 'form':
      return { ...reply, text: map(reply.text), fields: reply.fields.map((field) => mapField(field, map)) };
    case 'article': {
      const items = reply.items.map((item) => ({
        ...item,
        title: map(item.title),
        ...(item.description !== undefined && { description: map(item.description) }),
      }));
      return { ...reply, text: map(reply.text), items };
    }
    case 'media':
      return { ...reply, ...(reply.caption !== undefined && { caption: map(reply.caption) }) };
    case 'pause':
      return reply;
  }
}

function mapOption(option: Option, map: MapText): Option {
  const { title, value, description } = option;
  return {
    title: map(title),
    value: map(value),
    ...(description !== undefined && { description: map(description) }),
  };
}

function mapCard(card: Card, map: MapText): Card {
  return {
    ...card,
    title: map(card.title),
    ...(card.description !== undefined && { description: map(card.description) }),
    actions: card.actions.map((action) => mapAction(action, map)),
  };
}

function mapAction(action: CardAction, map: MapText): CardAction {
  switch (action.kind) {
    case 'link':
      return { ...action, text: map(action.text) };
    case 'choice':
      return { ...action, text: map(action.text), value: map(action.value) };
  }
}

function mapField(field: FormField, map: MapText): FormField {
  return {
    ...field,
    label: map(field.label),
    ...(field.default !== undefined && { default: map(field.default) }),
    ...(field.placeholder !== undefined && { placeholder: map(field.placeholder) }),
  };
}
