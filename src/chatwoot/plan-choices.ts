import type { Reply } from '../core/model/reply.ts';
import type { Option } from '../core/model/utterance.ts';
import { type CallDraft, messageDraft } from './call-draft.ts';
import type { ChannelProfile } from './channel-profiles.ts';
import { describedOptions, joinLines, numberedOptions } from './plain-text.ts';
import { planText } from './plan-text.ts';

type ChoicesReply = Extract<Reply, { kind: 'choices' }>;

/**
 * Buttons where the channel has them and all fit, else numbered text, which can be answered by number or title.
 *
 * @param firstNumber number of the first option: options of one turn are counted through
 */
export function planChoices(
  reply: ChoicesReply,
  profile: ChannelProfile,
  firstNumber: number,
): readonly CallDraft[] {
  const { options } = reply;
  const asText = joinLines([reply.text, numberedOptions(options, firstNumber)]);
  const headline = readHeadline(reply);
  if (options.length === 0 || !fits(headline, options, profile.select)) return planText(asText, profile);
  return [
    messageDraft({
      content: headline,
      contentType: 'input_select',
      attributes: { items: options.map(({ title, value }) => ({ title, value })) },
      plain: asText,
    }),
  ];
}

/** Buttons show titles only (`description` is refused before 4.16): what else is known of them stands above. */
function readHeadline({ text, options }: ChoicesReply): string {
  const described = joinLines([text, describedOptions(options)]);
  return described.trim() === '' ? options.map(({ title }) => title).join(' · ') : described;
}

function fits(headline: string, options: readonly Option[], select: ChannelProfile['select']): boolean {
  return (
    select !== null &&
    options.length <= select.options &&
    headline.length <= select.bodyLength &&
    options.every(
      ({ title, value }) =>
        title.trim() !== '' &&
        title.length <= select.titleLength &&
        Buffer.byteLength(value) <= select.valueBytes,
    )
  );
}
