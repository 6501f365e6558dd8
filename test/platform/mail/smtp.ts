import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface Arrived {
  from: string;
  to: string[];
  /** The message as it came over the wire. */
  raw: string;
}

export interface TestSmtp {
  url: string;
  port: number;
  arrived: Arrived[];
  /** Answers to come, before any letter is taken: a reply code and where it is given. */
  refusals: { at: 'MAIL' | 'RCPT' | 'DATA'; code: number }[];
  /** Is called when a letter has arrived and before the server says so. */
  beforeReply: () => Promise<void>;
  close: () => Promise<void>;
}

/** A real SMTP server on this machine. */
export async function startSmtp(options: SMTPServerOptions = {}): Promise<TestSmtp> {
  const smtp: Pick<TestSmtp, 'arrived' | 'refusals' | 'beforeReply'> = {
    arrived: [],
    refusals: [],
    beforeReply: () => Promise.resolve(),
  };
  const refusal = (at: 'MAIL' | 'RCPT' | 'DATA', address: string): Error | null => {
    if (smtp.refusals[0]?.at !== at) return null;
    const { code } = smtp.refusals.shift()!;
    return Object.assign(new Error(`no thanks, ${address}`), { responseCode: code });
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onMailFrom: ({ address }, _session, done) => done(refusal('MAIL', address)),
    onRcptTo: ({ address }, _session, done) => done(refusal('RCPT', address)),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const refused = refusal('DATA', 'whoever');
        if (refused) {
          done(refused);
          return;
        }
        smtp.arrived.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString('utf8'),
        });
        void smtp.beforeReply().then(() => done());
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  const url = `smtp://127.0.0.1:${port}`;
  return Object.assign(smtp, {
    url,
    port,
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  });
}

/** Headers by their names in small letters, unfolded; the last one wins. */
export function headersOf(raw: string): Record<string, string> {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replaceAll(/\r\n[ \t]+/g, ' ');
  return Object.fromEntries(
    head.split('\r\n').map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
}

/** The body of the part of that type, decoded. */
export function partOf(raw: string, type: 'text/plain' | 'text/html'): string {
  const part = raw
    .split(/\r\n--[^\r\n]+(?:\r\n|$)/)
    .find((one) => headersOf(one)['content-type']?.startsWith(type));
  if (part === undefined) throw new Error(`No ${type} in the message`);
  const body = part.slice(part.indexOf('\r\n\r\n') + 4);
  const encoding = headersOf(part)['content-transfer-encoding'];
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding !== 'quoted-printable') return body;
  const bytes = body
    .replaceAll(/=\r\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** A header's encoded words (RFC 2047), decoded. */
export function decoded(value: string): string {
  return value
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(word, 'base64').toString('utf8')
        : Buffer.from(
            word
              .replaceAll('_', ' ')
              .replaceAll(/=([0-9A-F]{2})/gi, (_m, hex: string) => String.fromCharCode(parseInt(hex, 16))),
            'latin1',
          ).toString('utf8'),
    );
}
