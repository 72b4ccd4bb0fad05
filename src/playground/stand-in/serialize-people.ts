import type { BotRecord, ContactRecord, Sender, UserRecord } from './records.ts';
import type { World } from './world.ts';

/*
 * People appear in two shapes: at the top level of an event and nested in conversations and messages.
 * Key order follows what Chatwoot writes.
 */

export function accountJson(world: World) {
  return { id: world.account.id, name: world.account.name };
}

export function topContact(world: World, contact: ContactRecord) {
  return {
    account: accountJson(world),
    additional_attributes: contact.additionalAttributes,
    avatar: '',
    custom_attributes: contact.customAttributes,
    email: contact.email,
    id: contact.id,
    identifier: contact.identifier,
    name: contact.name,
    phone_number: contact.phoneNumber,
    thumbnail: '',
    blocked: contact.blocked,
  };
}

export function nestedContact(contact: ContactRecord) {
  return {
    additional_attributes: contact.additionalAttributes,
    custom_attributes: contact.customAttributes,
    email: contact.email,
    id: contact.id,
    identifier: contact.identifier,
    name: contact.name,
    phone_number: contact.phoneNumber,
    thumbnail: '',
    blocked: contact.blocked,
    type: 'contact',
  };
}

export function nestedUser(user: UserRecord) {
  return {
    id: user.id,
    name: user.name,
    available_name: user.displayName,
    avatar_url: '',
    type: 'user',
    availability_status: 'online',
    thumbnail: '',
  };
}

export function nestedBot(bot: BotRecord) {
  return { id: bot.id, name: bot.name, avatar_url: '', type: 'agent_bot' };
}

export function topSender(world: World, sender: Sender) {
  switch (sender?.kind) {
    case undefined:
      return null;
    case 'contact':
      return topContact(world, sender.contact);
    case 'user':
      return { id: sender.user.id, name: sender.user.name, email: sender.user.email, type: 'user' };
    case 'agent_bot':
      return { id: sender.bot.id, name: sender.bot.name, type: 'agent_bot' };
  }
}

/** Undefined for messages without a sender: there the key is missing. */
export function nestedSender(sender: Sender) {
  switch (sender?.kind) {
    case undefined:
      return undefined;
    case 'contact':
      return nestedContact(sender.contact);
    case 'user':
      return nestedUser(sender.user);
    case 'agent_bot':
      return nestedBot(sender.bot);
  }
}

export function senderReference(sender: Sender): { type: string | null; id: number | null } {
  switch (sender?.kind) {
    case undefined:
      return { type: null, id: null };
    case 'contact':
      return { type: 'Contact', id: sender.contact.id };
    case 'user':
      return { type: 'User', id: sender.user.id };
    case 'agent_bot':
      return { type: 'AgentBot', id: sender.bot.id };
  }
}
