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

export interface ReadLetter {
  to: string;
  subject: string;
  text: string;
}

/** A letter as it was laid down, as its reader sees it: whom it is to, what it is about, and its plain text. */
export function readLetter(message: Buffer): ReadLetter {
  const all = mailText(message);
  const header = (name: string): string => {
    const found = [...all.matchAll(new RegExp(`^${name}: (.*(?:\\r?\\n[ \\t].*)*)`, 'gim'))];
    return (found.find(([, value]) => !value?.includes('=?'))?.[1] ?? '').replace(/\s+/g, ' ').trim();
  };
  return { to: header('To'), subject: header('Subject'), text: plainPart(message) };
}

function plainPart(message: Buffer): string {
  const raw = message.toString('latin1');
  const part = /content-type: text\/plain[^]*?\r?\n\r?\n([^]*?)(?=\r?\n--|$)/i.exec(raw);
  if (!part) return '';
  const head = part[0].slice(0, part[0].length - (part[1]?.length ?? 0));
  const body = part[1] ?? '';
  const bytes = /encoding: base64/i.test(head)
    ? latin(Buffer.from(body, 'base64'))
    : /encoding: quoted-printable/i.test(head)
      ? quoted(body.replace(/=\r?\n/g, ''))
      : body;
  return Buffer.from(bytes, 'latin1').toString('utf8').replace(/\r\n/g, '\n').trim();
}
