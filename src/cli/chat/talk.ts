/**
 * What a typed line does. The customer's side of the widget in a terminal: a number chooses an option, a form is asked
 * field by field, anything else is said. Lines that begin with a slash are for the person at the keyboard.
 */
import type { SeenMessage } from '../../playground/stand-in/customer-view.ts';
import { askForField, type FormField, readFieldAnswer, readFormFields } from './form-fields.ts';
import type { Chat } from './open-chat.ts';
import { showSeen } from './show-seen.ts';
import { showTrace } from './show-trace.ts';

export interface Talk {
  /** Does what the line says and waits for what follows from it. False: the conversation is over. */
  hear(line: string): Promise<boolean>;
}

interface OpenForm {
  readonly messageId: number;
  readonly fields: readonly FormField[];
  readonly values: Readonly<Record<string, string>>;
}

interface Choosable {
  readonly messageId: number;
  readonly value: string;
}

const help = [
  'A number chooses an option. While a form is asked, /say <text> says something else instead.',
  '/agent reply <text> · /agent takeover · /agent pending · /agent resolve   act as a person',
  '/trace   why the last turn went as it did        /quit   leave',
];

export function createTalk(chat: Chat, print: (line: string) => void): Talk {
  const { standIn, conversationId } = chat;
  let shown = 0;
  let status = standIn.conversation(conversationId).status;
  let choosable: readonly Choosable[] = [];
  let form: OpenForm | undefined;
  let emailBox: number | undefined;

  function forget(): void {
    choosable = [];
    form = undefined;
    emailBox = undefined;
  }

  function say(text: string): void {
    forget();
    standIn.customerSays(conversationId, text);
  }

  function fillIn(open: OpenForm, line: string): void {
    const [field, ...rest] = open.fields;
    const answer = field && readFieldAnswer(field, line);
    if (!field || answer === undefined) {
      print('  Something is needed here.');
      askNext(open);
      return;
    }
    const values = { ...open.values, [field.name]: answer };
    if (rest.length > 0) {
      askNext({ ...open, fields: rest, values });
      return;
    }
    forget();
    standIn.submitForm(open.messageId, values);
  }

  function askNext(open: OpenForm): void {
    form = open;
    for (const line of open.fields[0] ? askForField(open.fields[0]) : []) print(line);
  }

  function answer(line: string): void {
    const option = /^\d+$/.test(line) ? choosable[Number(line) - 1] : undefined;
    if (form) fillIn(form, line);
    else if (option) {
      forget();
      standIn.chooseOption(option.messageId, option.value);
    } else if (emailBox !== undefined && line.includes('@')) {
      const box = emailBox;
      forget();
      standIn.submitEmail(box, line);
    } else if (line !== '') say(line);
  }

  function actAsAgent(command: string): void {
    const [verb = '', ...words] = command.split(' ');
    if (verb === 'reply' && words.length > 0) standIn.agentReplies(conversationId, words.join(' '));
    else if (verb === 'takeover') standIn.agentTakesOver(conversationId);
    else if (verb === 'pending') giveBack();
    else if (verb === 'resolve') standIn.resolve(conversationId);
    else for (const line of help) print(line);
  }

  /** A conversation that a person answered in may still be pending: it is opened first, as in the dashboard. */
  function giveBack(): void {
    if (standIn.conversation(conversationId).status === 'pending') standIn.setStatus(conversationId, 'open');
    standIn.setStatus(conversationId, 'pending');
  }

  async function obey(command: string): Promise<void> {
    const [name = '', ...words] = command.split(' ');
    const rest = words.join(' ');
    if (name === '/say' && rest !== '') say(rest);
    else if (name === '/agent') actAsAgent(rest);
    else if (name === '/trace') for (const line of showTrace(await chat.lastTrace())) print(line);
    else for (const line of help) print(line);
  }

  function showNew(): void {
    const messages = standIn.customerView(conversationId);
    for (const message of messages.slice(shown)) {
      if (message.from === 'customer') continue;
      for (const line of showSeen(message, choosable.length + 1)) print(line);
      offer(message);
    }
    shown = messages.length;
    const now = standIn.conversation(conversationId).status;
    if (now !== status) print(`— the conversation is ${now} now`);
    status = now;
  }

  function offer(message: SeenMessage): void {
    const more = message.options.map(({ value }) => ({ messageId: message.id, value }));
    choosable = [...choosable, ...more];
    if (message.shows === 'email-box') emailBox = message.id;
    if (message.shows !== 'form') return;
    askNext({ messageId: message.id, fields: readFormFields(message.items), values: {} });
  }

  return {
    async hear(typed) {
      const line = typed.trim();
      if (line === '/quit') return false;
      if (line.startsWith('/')) await obey(line);
      else answer(line);
      await chat.settled();
      showNew();
      return true;
    },
  };
}
