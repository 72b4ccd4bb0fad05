const schemes: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/** May this address become a link that a customer clicks? `javascript:` and the like, from an engine, may not. */
export function isLinkAddress(address: string): boolean {
  return URL.canParse(address) && schemes.has(new URL(address).protocol);
}

/** May a browser load a picture from it? */
export function isPictureAddress(address: string | undefined): address is string {
  return address !== undefined && /^https?:$/.test(URL.parse(address)?.protocol ?? '');
}
