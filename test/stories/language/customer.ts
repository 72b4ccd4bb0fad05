import type { Stage } from './stage.ts';

export interface Customer {
  /** Writes; the answer is up to `bot.answers`. */
  says(text: string): Promise<void>;
  /** Sends a file without a word. */
  sends(fileName: string): Promise<void>;
  /** Taps an option of the newest question. */
  taps(title: string): Promise<void>;
  /** Opens the chat window. */
  opensTheChat(): Promise<void>;
  /** Answers the survey with so many stars, once it is there. */
  ratesTheTalk(stars: number): Promise<void>;
}

export function castCustomer({ house, id }: Stage): Customer {
  const { standIn } = house;
  return {
    async says(text) {
      standIn.customerSays(id, text);
    },
    async sends(fileName) {
      standIn.customerWrites(id, {
        attachments: [{ name: fileName, contentType: 'image/png', bytes: Buffer.from('png') }],
      });
    },
    async taps(title) {
      const question = standIn.customerView(id).findLast(({ options }) => options.length > 0);
      const option = question?.options.find((offered) => offered.title === title);
      if (!question || !option) throw new Error(`There is no option "${title}" to tap.`);
      standIn.chooseOption(question.id, option.value);
    },
    async opensTheChat() {
      standIn.openWidget(id);
    },
    async ratesTheTalk(stars) {
      const survey = await standIn.waitFor(() =>
        standIn.messages(id).find(({ content_type }) => content_type === 'input_csat'),
      );
      standIn.rateConversation(survey.id, stars);
    },
  };
}
