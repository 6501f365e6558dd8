/** What a message says as it was laid down, with its encodings (quoted-printable, base64, RFC 2047) undone as well. */
export function mailText(message: Buffer): string {
  const raw = message.toString('latin1');
  const words = raw
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_, way: string, text: string) =>
      way.toLowerCase() === 'b' ? latin(Buffer.from(text, 'base64')) : quoted(text.replaceAll('_', ' ')),
    );
  const blocks = [...raw.matchAll(/(?:^[A-Za-z0-9+/]{4,76}={0,2}\r?\n){1,}/gm)].map(([block]) =>
    latin(Buffer.from(block, 'base64')),
  );
  return [raw, words, quoted(raw.replace(/=\r?\n/g, '')), ...blocks]
    .map((text) => Buffer.from(text, 'latin1').toString('utf8'))
    .join('\n');
}

const latin = (bytes: Buffer): string => bytes.toString('latin1');

function quoted(text: string): string {
  return text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
