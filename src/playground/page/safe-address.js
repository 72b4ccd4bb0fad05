const harmless = /^(https?:|mailto:|tel:)/i;

/**
 * An address that may stand in a link; undefined for `javascript:` and the like, so that the link leads nowhere.
 * @param {string | undefined} address
 */
export function safeAddress(address) {
  return address !== undefined && harmless.test(address) ? address : undefined;
}
