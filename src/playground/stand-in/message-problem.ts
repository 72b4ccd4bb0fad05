/** Why Chatwoot would not store a message; the text is the one of its 422 answer. */
export class MessageProblem extends Error {
  constructor(text: string) {
    super(text);
    this.name = 'MessageProblem';
  }
}
