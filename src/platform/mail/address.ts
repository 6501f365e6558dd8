const LONGEST_ADDRESS = 320;
const PLAIN = /^[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]+$/u;
/** In quotation marks nearly everything may stand before the @, but nothing that ends a line or an address on the wire. */
const QUOTED = /^"(?:[^"\\<>\p{Cc}]|\\[\x20-\x3b\x3d\x3f-\x7e])+"$/u;
const DOMAIN = /^[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?$/u;

/** True for one e-mail address and nothing beside it: no list, no name, no line break (security D21). */
export function isOneAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  if (at < 1 || text.length > LONGEST_ADDRESS) return false;
  const local = text.slice(0, at);
  return (PLAIN.test(local) || QUOTED.test(local)) && DOMAIN.test(text.slice(at + 1));
}

/** True for a text that can stand in a header: no line break, no control character. */
export function isOneLine(text: string): boolean {
  return !/[\p{Cc}\u2028\u2029]/u.test(text);
}
