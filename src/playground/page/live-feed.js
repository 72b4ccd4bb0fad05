/**
 * The stand-in's event stream. The browser reconnects by itself; `onOpen` fires each time, so that the caller
 * can catch up on what it missed.
 * @param {string} url
 * @param {{onOpen(): void, onEvent(event: {type?: string, conversation_id?: number}): void, onLost(): void}} listener
 */
export function openLiveFeed(url, listener) {
  const source = new EventSource(url);
  source.addEventListener('open', listener.onOpen);
  source.addEventListener('error', listener.onLost);
  source.addEventListener('message', (message) => listener.onEvent(JSON.parse(message.data)));
}
