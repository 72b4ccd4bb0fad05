import type { LiquidValues } from './liquid.ts';
import type { ConversationRecord, Sender } from './records.ts';
import type { World } from './world.ts';

/** What `{{…}}` in outgoing messages can name. */
export function liquidValues(world: World, conversation: ConversationRecord, sender: Sender): LiquidValues {
  const { contact } = conversation.contactInbox;
  const agent = sender?.kind === 'user' ? sender.user : undefined;
  return {
    contact: {
      name: contact.name,
      first_name: contact.name.split(' ')[0] ?? '',
      last_name: contact.name.split(' ').at(-1) ?? '',
      email: contact.email,
      phone_number: contact.phoneNumber,
    },
    agent: { name: agent?.name ?? '', email: agent?.email ?? '' },
    conversation: { display_id: String(conversation.id) },
    inbox: { name: conversation.inbox.name },
    account: { name: world.account.name },
  };
}
