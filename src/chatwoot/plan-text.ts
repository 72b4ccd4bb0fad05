import { type CallDraft, messageDraft } from './call-draft.ts';
import type { ChannelProfile } from './channel-profiles.ts';
import { splitText } from './split-text.ts';

/** Text in as many messages as the channel needs. Nothing, when there is nothing to say. */
export function planText(text: string, profile: ChannelProfile): readonly CallDraft[] {
  return splitText(text, profile.textLength).map((content) => messageDraft({ content }));
}
