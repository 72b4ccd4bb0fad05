/**
 * Rasa strips a message and reads it as a command when it then begins with a slash (`/restart`,
 * `/SetSlots(…)`; rasa/shared/nlu/interpreter and regex_message_handler). Invisible characters are taken for
 * white space here, since releases differ in what they strip.
 */
const commandStart = /^[\s\p{Z}\p{C}\p{M}\u115F\u1160\u2800\u3164\uFFA0]*[/\uFF0F\u2044\u2215]/u;
const leadingRun = /^[\s\p{Z}\p{C}\p{M}\u115F\u1160\u2800\u3164\uFFA0/\uFF0F\u2044\u2215]+/u;

/** Would Rasa, in any release, take this for a command? */
export function isCommand(text: string): boolean {
  return commandStart.test(text);
}

/** The text without its leading slashes and what hides among them. Text that is no command is only trimmed. */
export function neutraliseCommand(text: string): string {
  return isCommand(text) ? text.replace(leadingRun, '').trimEnd() : text.trim();
}
