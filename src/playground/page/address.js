/** The conversation at hand stands in the address, so that a reload comes back to it: `#conversation-12`. */

/** @returns {number | null} */
export function conversationInAddress() {
  const id = /^#conversation-(\d+)$/.exec(window.location.hash)?.[1];
  return id === undefined ? null : Number(id);
}

/** @param {number} id */
export function putConversationInAddress(id) {
  window.history.replaceState(null, '', `#conversation-${id}`);
}
