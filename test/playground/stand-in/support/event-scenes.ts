import type { ChannelName, InboxOptions } from '../../../../src/playground/stand-in/stand-in-options.ts';
import type { ChatwootVersion } from '../../../../src/playground/stand-in/version-profiles.ts';
import type { SetUp } from './set-up.ts';

export interface Scene extends SetUp {
  readonly id: number;
  /** A message of the bot, through the API. */
  reply(message: Record<string, unknown>): Promise<number>;
}

export interface SceneRow {
  readonly fixture: string;
  readonly version?: ChatwootVersion;
  readonly channel?: ChannelName;
  readonly inbox?: Partial<InboxOptions>;
  /** Whose message must be the newest of the conversation before. Default: the customer's. */
  readonly newest?: 'bot' | 'agent' | 'nobody';
  readonly act: (scene: Scene) => Promise<void> | void;
  /** Default: the newest one of the fixture's event. */
  readonly which?: (body: Record<string, unknown>) => boolean;
}

const marker = { gateway_reply_id: 'd1f0c7b2-312-48210-0' };
const items = [
  { title: 'Track my order', value: 'track_order' },
  { title: 'Talk to a person', value: 'handoff' },
];
const select = {
  content: 'What would you like to do?',
  content_type: 'input_select',
  content_attributes: { items, ...marker },
};
const say = ({ standIn, id }: Scene) => void standIn.customerSays(id, 'Where is my order 1009?');
const file = (name: string, contentType: string) => ({ name, contentType, bytes: Buffer.from('x') });
const withFile =
  (name: string, contentType: string, content: string | null = null) =>
  ({ standIn, id }: Scene) =>
    void standIn.customerWrites(id, { content, attachments: [file(name, contentType)] });
const changed = (key: string) => (body: Record<string, unknown>) =>
  JSON.stringify(body['changed_attributes'])?.includes(`"${key}"`) ?? false;
const until = (standIn: SetUp['standIn'], predicate: () => unknown) =>
  standIn.waitFor(() => Boolean(predicate()));

/** For each example file what must happen to get an event of the same shape. */
export const sceneRows: readonly SceneRow[] = [
  { fixture: 'message_created.incoming', act: say },
  { fixture: 'message_created.incoming.v4_2', version: '4.2', act: say },
  {
    fixture: 'message_created.incoming_after_resolve',
    act(scene) {
      scene.standIn.assign(scene.id, 'Dana');
      scene.standIn.resolve(scene.id);
      say(scene);
    },
  },
  {
    fixture: 'message_created.outgoing_bot_echo',
    act: async ({ reply }) =>
      void (await reply({ content: 'Order **1009** left.', content_attributes: marker })),
  },
  {
    fixture: 'message_created.outgoing_bot_echo_input_select',
    act: async ({ reply }) => void (await reply(select)),
  },
  {
    fixture: 'message_created.outgoing_agent',
    act({ standIn, id }) {
      standIn.agentTakesOver(id);
      standIn.agentReplies(id, 'Hello, this is Dana.');
    },
  },
  {
    fixture: 'message_created.private_note',
    act({ standIn, id }) {
      standIn.agentTakesOver(id);
      standIn.agentReplies(id, 'Hello, this is Dana.');
      standIn.agentNotes(id, 'Customer is a VIP');
    },
  },
  {
    fixture: 'message_created.outgoing_native_app_echo',
    channel: 'whatsapp',
    act: ({ standIn, id }) => void standIn.repliesFromPhone(id, 'Answered from the phone app'),
  },
  {
    fixture: 'message_created.email_incoming',
    channel: 'email',
    act: say,
  },
  { fixture: 'message_created.whatsapp_incoming', channel: 'whatsapp', act: say },
  {
    fixture: 'message_created.whatsapp_button_reply',
    channel: 'whatsapp',
    async act({ standIn, id, reply }) {
      const question = await reply(select);
      await until(standIn, () => standIn.messages(id).at(-1)?.source_id);
      standIn.chooseOption(question, 'track_order');
    },
  },
  {
    fixture: 'message_created.telegram_callback',
    channel: 'telegram',
    async act({ standIn, id, reply }) {
      const question = await reply(select);
      await until(standIn, () => standIn.messages(id).at(-1)?.source_id);
      standIn.chooseOption(question, 'track_order');
    },
  },
  {
    fixture: 'message_created.facebook_quick_reply',
    channel: 'messenger',
    async act({ standIn, id, reply }) {
      const question = await reply(select);
      await until(standIn, () => standIn.messages(id).at(-1)?.source_id);
      standIn.chooseOption(question, 'track_order');
    },
  },
  { fixture: 'message_created.with_image_attachment', act: withFile('a.jpg', 'image/jpeg') },
  {
    fixture: 'message_created.with_file_attachment_and_text',
    act: withFile('invoice.pdf', 'application/pdf', 'Here is the invoice'),
  },
  {
    fixture: 'message_created.with_audio_attachment',
    channel: 'whatsapp',
    act: withFile('voice.ogg', 'audio/ogg'),
  },
  {
    fixture: 'message_created.with_location_attachment',
    channel: 'whatsapp',
    act: ({ standIn, id }) =>
      void standIn.customerWrites(id, {
        attachments: [
          {
            fileType: 'location',
            fields: {
              coordinates_lat: 38.7,
              coordinates_long: -9.1,
              fallback_title: 'Cafe',
              data_url: 'https://maps.example.com/cafe',
            },
          },
        ],
      }),
  },
  {
    fixture: 'message_updated.input_select_submitted',
    act: async ({ standIn, reply }) => void standIn.chooseOption(await reply(select), 'track_order'),
  },
  {
    fixture: 'message_updated.form_submitted',
    async act({ standIn, reply }) {
      const id = await reply({
        content: 'Please fill in this form',
        content_type: 'form',
        content_attributes: {
          items: [
            { name: 'email', type: 'email', label: 'Email', placeholder: 'you@example.org', required: true },
          ],
          button_label: 'Send',
        },
      });
      standIn.submitForm(id, { email: 'ana@example.org' });
    },
  },
  {
    fixture: 'message_updated.status_read',
    async act({ standIn, id, reply }) {
      await reply({ content: 'Order 1009 left.', content_attributes: marker });
      standIn.readReceipts(id);
    },
  },
  {
    fixture: 'message_updated.source_id_assigned',
    channel: 'whatsapp',
    async act({ standIn, id, reply }) {
      await reply(select);
      await until(standIn, () => standIn.messages(id).at(-1)?.source_id);
    },
  },
  {
    fixture: 'message_updated.delivery_failed',
    channel: 'whatsapp',
    async act({ standIn, id, reply }) {
      const long = { title: 'A title that is much too long for a button', value: 'a' };
      await reply({
        content: 'Pick one',
        content_type: 'input_select',
        content_attributes: { items: [long] },
      });
      await until(standIn, () => standIn.messages(id).at(-1)?.status === 'failed');
    },
  },
  {
    fixture: 'message_updated.deleted',
    act({ standIn, id }) {
      standIn.deleteMessage(standIn.agentReplies(id, 'Hello').id);
    },
  },
  {
    fixture: 'message_updated.telegram_edited',
    channel: 'telegram',
    act: ({ standIn, id }) =>
      void standIn.editMessage(standIn.customerSays(id, 'Where is 1009?').id, 'Where is order 1010?'),
  },
  {
    fixture: 'conversation_opened',
    newest: 'bot',
    act: ({ standIn, id }) => standIn.agentTakesOver(id),
  },
  { fixture: 'conversation_resolved', newest: 'bot', act: ({ standIn, id }) => standIn.resolve(id) },
  {
    fixture: 'conversation_status_changed.pending_to_open',
    newest: 'bot',
    act: ({ standIn, id }) => standIn.setStatus(id, 'open'),
  },
  {
    fixture: 'conversation_status_changed.open_to_pending',
    newest: 'agent',
    act({ standIn, id }) {
      standIn.agentTakesOver(id);
      standIn.setStatus(id, 'pending');
    },
  },
  {
    fixture: 'conversation_status_changed.v4_13_no_account',
    newest: 'bot',
    version: '4.13',
    act: ({ standIn, id }) => standIn.resolve(id),
  },
  {
    fixture: 'conversation_updated.status',
    newest: 'bot',
    act: ({ standIn, id }) => standIn.setStatus(id, 'open'),
    which: changed('status'),
  },
  {
    fixture: 'conversation_updated.human_assigned',
    newest: 'bot',
    act: ({ standIn, id }) => standIn.assign(id, 'Dana'),
    which: changed('assignee_id'),
  },
  {
    fixture: 'conversation_updated.bot_assigned',
    newest: 'agent',
    act({ standIn, id }) {
      standIn.assign(id, 'Dana');
      standIn.assignBot(id, 'Helper Bot');
    },
    which: changed('assignee_agent_bot_id'),
  },
  {
    fixture: 'conversation_updated.labels',
    newest: 'bot',
    act: async ({ call, id }) =>
      void (await call('POST', `/conversations/${id}/labels`, { labels: ['billing'] })),
    which: changed('label_list'),
  },
  {
    fixture: 'conversation_updated.custom_attributes',
    newest: 'bot',
    act: async ({ call, id }) =>
      void (await call('POST', `/conversations/${id}/custom_attributes`, {
        custom_attributes: { order_id: '1009' },
      })),
    which: changed('custom_attributes'),
  },
  {
    fixture: 'conversation_updated.waiting_since_cleared',
    act: async ({ reply }) => void (await reply({ content: 'Hello', content_attributes: marker })),
    which: changed('waiting_since'),
  },
  {
    fixture: 'webwidget_triggered',
    async act({ standIn, id, reply }) {
      await reply({ content: 'Order 1009 left.', content_attributes: marker });
      standIn.openWidget(id);
    },
  },
  {
    fixture: 'webwidget_triggered.no_conversation',
    newest: 'nobody',
    act: ({ standIn }) => standIn.openWidget({ visitor: standIn.newVisitor().id }),
  },
  {
    fixture: 'message_created.with_contact_attachment',
    channel: 'whatsapp',
    act: ({ standIn, id }) =>
      void standIn.customerWrites(id, {
        content: 'Rui Costa',
        attachments: [
          {
            fileType: 'contact',
            fields: { fallback_title: '+15550100999', meta: { firstName: 'Rui', lastName: 'Costa' } },
          },
        ],
      }),
  },
  {
    fixture: 'message_created.with_fallback_attachment',
    channel: 'messenger',
    act: ({ standIn, id }) =>
      void standIn.customerWrites(id, {
        attachments: [
          {
            fileType: 'fallback',
            fields: { fallback_title: 'Summer sale', data_url: 'https://social.example.com/p/1' },
          },
        ],
      }),
  },
  {
    fixture: 'message_created.template_greeting',
    newest: 'nobody',
    inbox: { greeting: 'Welcome to Example Store!' },
    act: say,
    which: (body) => body['message_type'] === 'template',
  },
  {
    fixture: 'message_updated.input_email_submitted',
    newest: 'nobody',
    inbox: { emailCollect: true },
    async act(scene) {
      say(scene);
      const box = scene.standIn.messages(scene.id).at(-1)?.id ?? 0;
      await scene.reply({ content: 'Order 1009 left.', content_attributes: marker });
      scene.standIn.submitEmail(box, 'Ana@Example.org');
    },
  },
  {
    fixture: 'message_updated.csat_submitted',
    inbox: { csat: true },
    act({ standIn, id }) {
      standIn.resolve(id);
      const survey = standIn.messages(id).at(-1)?.id ?? 0;
      standIn.rateConversation(survey, 5, 'Great help');
    },
  },
];
