import { readPdf } from '../../support/read-pdf.ts';

/** The entries in whose name, bytes or drawn words one of the texts stands, in any encoding or form. */
export function leaksOf(entries: Map<string, Buffer>, secrets: readonly string[]): string[] {
  const forms = secrets.flatMap((secret) => [
    ...new Set(
      [secret, secret.toUpperCase(), secret.toLowerCase()].flatMap((one) => [
        one.normalize('NFC'),
        one.normalize('NFD'),
        JSON.stringify(one).slice(1, -1),
        one.replace(/[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`),
      ]),
    ),
  ]);
  const encoded = forms.flatMap((form) => [
    Buffer.from(form, 'utf8'),
    Buffer.from(form, 'utf16le'),
    Buffer.from(form, 'utf16le').swap16(),
    Buffer.from(form, 'latin1'),
    Buffer.from(Buffer.from(form, 'latin1').toString('hex')),
    Buffer.from(Buffer.from(form, 'utf16le').swap16().toString('hex')),
  ]);
  return [...entries]
    .filter(([name, bytes]) => {
      const drawn = name.endsWith('.pdf') ? drawnIn(bytes) : [];
      return (
        encoded.some((each) => bytes.includes(each)) ||
        forms.some((form) => [name, ...drawn].some((words) => words.includes(form)))
      );
    })
    .map(([name]) => name);
}

/** The words on pages, as drawn and without the breaks of lines, and all that is beside the pages. */
function drawnIn(bytes: Buffer): string[] {
  const { pages, dictionaries, metadata } = readPdf(bytes);
  const words = pages.flat().map((drawn) => drawn.text);
  return [words.join(''), words.join(' '), dictionaries.join('\n'), metadata];
}
