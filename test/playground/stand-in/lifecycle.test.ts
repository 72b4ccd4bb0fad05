import { describe, expect, it } from 'vitest';
import { createStandIn, type StandIn } from '../../../src/playground/stand-in/stand-in.ts';
import type { StandInOptions } from '../../../src/playground/stand-in/stand-in-options.ts';
import { setUp } from './support/set-up.ts';

function start(options: StandInOptions = {}): { standIn: StandIn; id: number } {
  const standIn = createStandIn(options);
  return { standIn, id: standIn.createConversation().id };
}

const statusOf = ({ standIn, id }: { standIn: StandIn; id: number }) => standIn.conversation(id).status;

describe('status', () => {
  it('begins pending with a bot, open without, resolved for a blocked contact', () => {
    expect(statusOf(start())).toBe('pending');
    expect(statusOf(start({ inboxes: [{ name: 'Website', bot: null }] }))).toBe('open');
    const { standIn } = start();
    expect(standIn.createConversation({ contact: { blocked: true } }).status).toBe('resolved');
  });

  it('goes back to the bot after resolved and to people after snoozed', () => {
    const scene = start();
    scene.standIn.assign(scene.id, 'Dana');
    scene.standIn.resolve(scene.id);
    scene.standIn.customerSays(scene.id, 'Me again');
    expect(statusOf(scene)).toBe('pending');
    expect(scene.standIn.conversation(scene.id).assignee?.name).toBe('Dana Ortiz');
    scene.standIn.setStatus(scene.id, 'snoozed', 4e12);
    scene.standIn.customerSays(scene.id, 'Still here');
    expect(statusOf(scene)).toBe('open');
  });

  it('stays pending when an agent replies or is assigned, up to 4.15', () => {
    const scene = start();
    scene.standIn.agentReplies(scene.id, 'Hello');
    scene.standIn.assign(scene.id, 'Dana');
    expect(statusOf(scene)).toBe('pending');
  });

  it('couples ownership with the status from 4.16 on', () => {
    const scene = start({ version: '4.16' });
    const assignee = () => scene.standIn.conversation(scene.id).assignee;
    expect(assignee()).toMatchObject({ type: 'agent_bot', name: 'bot' });
    scene.standIn.assign(scene.id, 'Dana');
    expect(statusOf(scene)).toBe('open');
    scene.standIn.assignBot(scene.id, 'bot');
    expect(statusOf(scene)).toBe('pending');
    expect(assignee()).toMatchObject({ type: 'agent_bot' });
    scene.standIn.setStatus(scene.id, 'open');
    expect(assignee()).toBeNull();
  });

  it('begins a new conversation after resolved on other channels, unless locked', () => {
    const inboxes = [
      { name: 'WhatsApp', channel: 'whatsapp' },
      { name: 'Locked', channel: 'whatsapp', lockToSingleConversation: true },
    ] as const;
    const standIn = createStandIn({ inboxes });
    const next = (inbox: string) => {
      const { id } = standIn.createConversation({ inbox });
      standIn.resolve(id);
      return standIn.customerSays(id, 'Hello').conversation_id - id;
    };
    expect(next('WhatsApp')).toBe(1);
    expect(next('Locked')).toBe(0);
  });

  it('names who did it in activity messages', () => {
    const { standIn, id } = start();
    standIn.agentTakesOver(id);
    standIn.resolve(id);
    expect(standIn.messages(id).map((message) => message.content)).toEqual([
      'Dana Ortiz self-assigned this conversation',
      'Conversation was reopened by Dana Ortiz',
      'Conversation was marked resolved by Dana Ortiz',
    ]);
  });
});

describe('waiting', () => {
  it('ends with the bot’s reply, in 4.2 only with a person’s', async () => {
    for (const [version, cleared] of [
      ['4.15', true],
      ['4.2', false],
    ] as const) {
      const { standIn, call } = await setUp({ version });
      const { id } = standIn.createConversation();
      standIn.customerSays(id, 'Hello');
      await call('POST', `/conversations/${id}/messages`, { content: 'Hi' });
      expect(standIn.conversation(id).waiting_since === null).toBe(cleared);
      standIn.agentReplies(id, 'Hi');
      expect(standIn.conversation(id).waiting_since).toBeNull();
    }
  });

  it('is not ended by a private note', async () => {
    const { standIn, call } = await setUp();
    const { id } = standIn.createConversation();
    await call('POST', `/conversations/${id}/messages`, { content: 'note', private: true });
    expect(standIn.conversation(id).waiting_since).not.toBeNull();
  });
});

describe('hand-off by the bot', () => {
  it('answers success null, and true for every other change', async () => {
    const { standIn, call } = await setUp();
    const { id } = standIn.createConversation();
    const toggle = async (status?: string) => {
      const answer = await call('POST', `/conversations/${id}/toggle_status`, status ? { status } : {});
      return (answer.body['payload'] as { success: unknown }).success;
    };
    expect(await toggle('open')).toBeNull();
    expect(await toggle('pending')).toBe(true);
    expect(await toggle()).toBeNull();
    expect(await toggle()).toBe(true);
    expect(standIn.conversation(id).status).toBe('resolved');
  });

  it('shows typing until it is switched off or 30 s old, whatever the bot says meanwhile', async () => {
    let now = Date.now();
    const { standIn, call } = await setUp({ clock: () => now });
    const { id } = standIn.createConversation();
    const type = (typing_status: string) =>
      call('POST', `/conversations/${id}/toggle_typing_status`, { typing_status });
    await type('on');
    await call('POST', `/conversations/${id}/messages`, { content: 'Here it is' });
    expect(standIn.isTyping(id)).toBe(true);
    await type('off');
    expect(standIn.isTyping(id)).toBe(false);
    await type('on');
    now += 30_001;
    expect(standIn.isTyping(id)).toBe(false);
  });
});
