import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import nodemailer, { type SendMailOptions } from 'nodemailer';
import { addressOf, type Config } from '../config.ts';
import { type Fault, faultOf } from './fault.ts';
import type { Letter } from './letter.ts';
import { renderLetter } from './render-letter.ts';

export interface OutgoingMail {
  id: number;
  queuedAt: Date;
  to: string;
  letter: Letter;
}

/** How letters leave the house. */
export interface Mailer {
  send(mail: OutgoingMail): Promise<{ kind: 'sent' } | { kind: 'failed'; fault: Fault }>;
  close(): void;
}

export type MailConfig = Pick<
  Config,
  'smtpUrl' | 'mailFrom' | 'dataDir' | 'baseUrl' | 'https' | 'host' | 'port'
>;

const CONNECT_MS = 15_000;
const SILENCE_MS = 30_000;

/** Sends to the server of SMTP_URL; without one, lays each letter down as a file below DATA_DIR/mail. */
export function openMailer(config: MailConfig): Mailer {
  return config.smtpUrl === null ? fileMailer(config) : smtpMailer(config, config.smtpUrl);
}

function smtpMailer(config: MailConfig, smtpUrl: string): Mailer {
  const transport = nodemailer.createTransport({
    ...serverOf(new URL(smtpUrl)),
    pool: true,
    maxConnections: 2,
    // The outbox tries again; the pool, which does not know what became of a message, never does.
    maxRequeues: 0,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    dnsTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(mail) {
      const message = await messageOf(config, mail);
      try {
        await transport.sendMail(message);
        return { kind: 'sent' };
      } catch (error) {
        return { kind: 'failed', fault: faultOf(error) };
      }
    },
    close: () => transport.close(),
  };
}

/** smtps speaks TLS from the start; smtp must change to it, unless the server is this very machine. */
function serverOf({ protocol, hostname, port, username, password }: URL) {
  const secure = protocol === 'smtps:';
  const host = hostname.replace(/^\[|\]$/g, '');
  const isHere = ['localhost', '127.0.0.1', '::1'].includes(host);
  const auth = { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
  return {
    host,
    port: port ? Number(port) : secure ? 465 : 587,
    secure,
    requireTLS: !secure && !isHere,
    opportunisticTLS: !secure && isHere,
    ...(username && { auth }),
  };
}

function fileMailer(config: MailConfig): Mailer {
  const transport = nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const folder = path.join(config.dataDir, 'mail');
  return {
    async send(mail) {
      const { message } = await transport.sendMail(await messageOf(config, mail));
      const time = mail.queuedAt.toISOString().replace(/\D/g, '').slice(0, 14);
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await layDown(path.join(folder, `${time}-${mail.id}.eml`), message as Buffer);
        return { kind: 'sent' };
      } catch {
        return { kind: 'failed', fault: { word: 'not-written', code: null } };
      }
    },
    close: () => transport.close(),
  };
}

/** Written aside and put in its place whole: whoever reads the folder never meets half a letter. */
async function layDown(file: string, message: Buffer): Promise<void> {
  await writeFile(`${file}.part`, message, { mode: 0o600 });
  await rename(`${file}.part`, file);
}

/**
 * The message, the same at every attempt but for what a transport adds: a mail program can tell a repeated letter by its
 * Message-ID. Addresses are handed over taken apart, so that nothing in them is ever read as a list.
 */
async function messageOf(
  config: MailConfig,
  { id, queuedAt, to, letter }: OutgoingMail,
): Promise<SendMailOptions> {
  const { mailFrom: from } = config;
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1);
  return {
    from,
    to: { name: letter.name ?? '', address: to },
    envelope: { from: from.address, to: [{ name: '', address: to }] as unknown as string[] },
    ...(await renderLetter(letter, addressOf(config))),
    date: queuedAt,
    messageId: `<${queuedAt.getTime().toString(36)}.${id}@${domain}>`,
    headers: { 'Auto-Submitted': 'auto-generated', ...listHeaders(config, letter) },
  };
}

/** Lets a mail program offer to unsubscribe, in one click and without a page (RFC 8058). */
function listHeaders(config: MailConfig, { unsubscribe }: Letter): Record<string, string> {
  if (!unsubscribe) return {};
  return {
    'List-Unsubscribe': `<${addressOf(config)}${unsubscribe.path}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
}
