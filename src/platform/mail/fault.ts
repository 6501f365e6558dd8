/** Why a letter was not sent, in our words: a mail server's own words quote addresses. */
export const faultWords = [
  'recipient-refused',
  'message-refused',
  'sender-refused',
  'sign-in-refused',
  'busy',
  'unreachable',
  'not-written',
  'unreadable',
] as const;
export type FaultWord = (typeof faultWords)[number];

export interface Fault {
  word: FaultWord;
  /** The mail server's reply code (RFC 5321, 4.2), where it gave one. */
  code: number | null;
}

const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;

/** How long to wait after each attempt that failed: ten attempts over 29 hours. */
export const pausesMs: readonly number[] = [
  ...[1, 5, 15, 30].map((minutes) => minutes * MINUTE_MS),
  ...[1, 2, 4, 8, 13].map((hours) => hours * HOUR_MS),
];

/** Trying again helps against none of these: the address is wrong, or nothing is there to be sent. */
const hopeless: ReadonlySet<FaultWord> = new Set(['recipient-refused', 'message-refused', 'unreadable']);

/**
 * When to try again after so many attempts; null for never. What our own settings are to blame for (the sender, the
 * sign-in) is tried again too: OCC can put it right meanwhile.
 */
export function nextAttempt({ word }: Fault, attempts: number, now: Date): Date | null {
  const pause = pausesMs[attempts - 1];
  return hopeless.has(word) || pause === undefined ? null : new Date(now.getTime() + pause);
}

/** What a mail server's answer, or its silence, amounts to. @param error as nodemailer throws it */
export function faultOf(error: unknown): Fault {
  const { code, responseCode, command } = (error ?? {}) as {
    code?: string;
    responseCode?: number;
    command?: string;
  };
  const reply = typeof responseCode === 'number' && responseCode >= 400 ? responseCode : null;
  if (code === 'EAUTH') return { word: 'sign-in-refused', code: reply };
  if (reply === null) return { word: 'unreachable', code: null };
  if (reply < 500) return { word: 'busy', code: reply };
  return { word: refusedAt(command ?? ''), code: reply };
}

function refusedAt(command: string): FaultWord {
  if (command.startsWith('RCPT')) return 'recipient-refused';
  if (command.startsWith('DATA')) return 'message-refused';
  return command.startsWith('MAIL') ? 'sender-refused' : 'unreachable';
}
