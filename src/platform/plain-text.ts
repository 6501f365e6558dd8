const VALUE_LENGTH = 80;
/** What most cells hold, as it may stay. */
const PLAIN = new RegExp(`^[ -~]{0,${VALUE_LENGTH}}$`);

/** A cell's text as a finding keeps it: one line, cut, nothing that a database or a page would choke on. */
export function cutValue(text: string): string {
  if (PLAIN.test(text)) return text;
  // eslint-disable-next-line no-control-regex -- these are what is to be replaced
  const plain = text.replace(/[\u0000-\u001f\u007f]+/g, ' ').toWellFormed();
  return plain.length > VALUE_LENGTH ? `${plain.slice(0, VALUE_LENGTH - 1)}…` : plain;
}
