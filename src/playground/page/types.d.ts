/** Shapes that the page reads: the stand-in's control API and the gateway's own traces. */
import type { ConversationState } from '../../core/model/state.ts';
import type { StoredTrace } from '../../core/ports/store.ts';
import type { PlaygroundBot } from '../playground-routes.ts';

export type { Entity, ScoredIntent } from '../../core/model/nlu-result.ts';
export type { TraceStep, TurnTrace } from '../../core/model/turn.ts';
export type { ConversationState, PlaygroundBot, StoredTrace };

export interface SelectItem {
  title: string;
  value: string;
}

export interface CardItem {
  title: string;
  description?: string;
  media_url?: string;
  actions?: { type: 'link' | 'postback'; text: string; uri?: string; payload?: string }[];
}

export interface FormItem {
  name: string;
  label: string;
  type: 'text' | 'text_area' | 'email' | 'select';
  placeholder?: string;
  default?: string;
  options?: { label: string; value: string }[];
  pattern?: string;
  pattern_error?: string;
  title?: string;
}

export interface ArticleItem {
  title: string;
  description?: string;
  link: string;
}

export interface Attachment {
  id: number;
  file_type: string;
  data_url: string;
  extension?: string | null;
  fallback_title?: string;
}

export interface ContentAttributes {
  items?: unknown[];
  button_label?: string;
  submitted_values?: { name?: string; title?: string; value: string }[];
  submitted_email?: string;
  deleted?: boolean;
}

export interface ChatMessage {
  id: number;
  content: string | null;
  content_type: string;
  content_attributes: ContentAttributes;
  message_type: 'incoming' | 'outgoing' | 'activity' | 'template';
  private: boolean;
  sender: { name?: string; type?: string } | null;
  created_at: string | null;
  attachments: Attachment[];
}

export interface ConversationSummary {
  id: number;
  status: 'pending' | 'open' | 'snoozed' | 'resolved';
  assignee: { name?: string; type?: string } | null;
  inbox: string;
}

/** One REST call that the gateway made to Chatwoot. */
export interface RequestRecord {
  id: number;
  at: number;
  method: string;
  path: string;
  body: unknown;
  status: number;
  answer: unknown;
}

/** One attempt of Chatwoot to deliver a webhook to the gateway. */
export interface DeliveryRecord {
  id: string;
  at: number;
  event: string;
  /** Chatwoot's name of the bot. */
  bot: string;
  /** Counts from 1; more than one means that the gateway failed before. */
  attempt: number;
  status: number | null;
  error: string | null;
  durationMs: number;
  body: unknown;
}

export type AgentAction = 'reply' | 'note' | 'take-over' | 'set-pending' | 'resolve' | 'open' | 'snooze';

export interface PlaygroundState {
  phase: 'opening' | 'ready' | 'unreachable';
  bots: PlaygroundBot[];
  /** Names of Chatwoot's inboxes: one for each bot. */
  inboxes: string[];
  conversation: ConversationSummary | null;
  /** The gateway's name of the bot that serves it. */
  bot: string;
  messages: ChatMessage[];
  typing: boolean;
  traces: StoredTrace[];
  gatewayState: ConversationState | null;
  requests: RequestRecord[];
  deliveries: DeliveryRecord[];
  /** A sentence for the person at the screen; null when all is well. */
  problem: string | null;
}

export interface Playground {
  read(): PlaygroundState;
  subscribe(listener: () => void): () => void;
  start(): void;
  /** In the inbox of that name; absent: where the conversation at hand is. */
  newConversation(inbox?: string): Promise<void>;
  reopen(): Promise<void>;
  say(content: string): Promise<void>;
  choose(messageId: number, item: SelectItem): Promise<void>;
  submitForm(messageId: number, values: Record<string, string>): Promise<void>;
  submitEmail(messageId: number, email: string): Promise<void>;
  attach(file: File): Promise<void>;
  actAsAgent(action: AgentAction, content?: string): Promise<void>;
  switchEngine(bot: string, engine: string): Promise<void>;
  dismissProblem(): void;
}
