/** How long after a moment something is kept. */
export interface Term {
  count: number;
  unit: 'days' | 'years';
}

/** When what is kept has to go. */
export type RetentionEnd =
  /** When the account is removed, or earlier if the person takes it back. */
  | { kind: 'removal' }
  /** By itself, from one hour to the next: which file sees to it. */
  | { kind: 'by-itself'; by: string }
  /** Together with what it belongs to, by the key of that class. */
  | { kind: 'with'; whole: string }
  /** Never: it names nobody. */
  | { kind: 'never' }
  /** A term after a moment: the nightly run carries it out. */
  | { kind: 'after'; term: Term };

/** A class of retention, as the declarations of personal data name it (P92, P93). */
export interface RetentionClass {
  key: string;
  /** As the public pages say it. */
  words: string;
  ends: RetentionEnd;
}

type Unkeyed = Omit<RetentionClass, 'key'>;

const numbers: Readonly<Record<number, string>> = { 1: 'One', 2: 'Two', 3: 'Three', 6: 'Six' };

/** What is done and what is said come from the same number. @param besides what is said before it */
function after(count: number, unit: Term['unit'], moment: string, besides = ''): Unkeyed {
  const number = numbers[count] ?? String(count);
  const said = `${number} ${count === 1 ? unit.slice(0, -1) : unit} after ${moment}`;
  const words = besides === '' ? said : `${besides}${said.charAt(0).toLowerCase()}${said.slice(1)}`;
  return { words, ends: { kind: 'after', term: { count, unit } } };
}

const until = (words: string): Unkeyed => ({ words, ends: { kind: 'removal' } });
const together = (whole: string, words: string): Unkeyed => ({ words, ends: { kind: 'with', whole } });
const forGood = (words: string): Unkeyed => ({ words, ends: { kind: 'never' } });
const byItself = (by: string, words: string): Unkeyed => ({ words, ends: { kind: 'by-itself', by } });

/** When an account comes up for removal, which two people then decide on: no account goes unseen. */
export const dormancy = {
  closed: { count: 2, unit: 'years' },
  neverOpened: { count: 1, unit: 'years' },
} as const satisfies Record<string, Term>;

/** Days for which a letter that could not be sent can still be sent again. */
export const DEAD_LETTER_DAYS = 30;

const unkeyed = {
  account: until(
    'While the account is in use, then until it is removed; it comes up for removal two years after it was closed, or one year after it was made if it was never opened',
  ),
  accountLife: until('As long as the account'),
  choice: until('As long as the account: it shows what was allowed when'),
  takenBack: until('Until the person takes it back, and at the latest until the account is removed'),
  secondFactor: until('Until the person turns the app off, or the account is removed'),
  recoveryCode: until('Until new codes are made, the app is turned off, or the account is removed'),
  number: forGood('For good, without a name, once the account is removed'),
  tombstone: forGood('For good, without a name'),
  auditTrail: forGood('As long as the audit trail'),
  suppression: forGood('For good, so that an objection is kept to also when an address comes back'),
  peerGroup: forGood(
    'As long as the group, which is kept after its end: it limits what other groups may show',
  ),
  session: byItself(
    'src/web/session-store.ts',
    'Until sign-out, 30 minutes without use, or 12 hours after sign-in',
  ),
  removalTraces: byItself(
    'src/data-rights/removals/issue-certificate.ts',
    'From the removal to its certificate',
  ),
  failedSignIn: after(1, 'days', 'the last failed attempt', 'Until signing in succeeds, at the latest '),
  invitation: after(1, 'years', 'it was sent', 'Works for 7 days; shows how the account was opened until '),
  passwordReset: after(
    1,
    'years',
    'it was asked for',
    'Works for 60 minutes; shows how the password was changed until ',
  ),
  emailChange: after(7, 'days', 'it was asked for, when the last of its links has run out'),
  directoryView: after(3, 'years', 'it was opened', 'As long as either account, at the latest until '),
  accountRequest: after(
    2,
    'years',
    'it was declined',
    'With the account that it led to; where it led to none, until ',
  ),
  letter: after(90, 'days', 'the message was sent or given up'),
  letterContent: after(
    DEAD_LETTER_DAYS,
    'days',
    'it could not be sent',
    'Until it is sent, at the latest until ',
  ),
  letterCopy: after(
    30,
    'days',
    'it was written, where no server takes mail and letters are laid down as files',
  ),
  mailing: after(6, 'years', 'it was sent or, if it never was, begun'),
  upload: after(
    2,
    'years',
    'it was received if it was rejected or only checked',
    'As long as the authority’s extracts; ',
  ),
  finding: together('upload', 'As long as the upload'),
  reExtraction: after(2, 'years', 'the run was finished'),
  enquiry: after(2, 'years', 'it was closed'),
  complaint: after(6, 'years', 'it was closed'),
  complaintPart: together('complaint', 'As long as the complaint'),
  request: after(3, 'years', 'it was closed'),
  requestSender: after(
    30,
    'days',
    'the removal was certified and the request closed',
    'With the request; of somebody who was removed, ',
  ),
  requestPart: together('request', 'Three years after the request was closed'),
  exportPart: together(
    'request',
    'Three years after the request was closed; the package itself 30 days after its delivery',
  ),
  exportContent: after(
    90,
    'days',
    'anybody last worked on it',
    'Until the package’s time is over, 30 days after its delivery, but for what was withheld; what is not delivered, ',
  ),
  contactNote: together('enquiry', 'As long as what it is about'),
  breach: after(6, 'years', 'the breach was closed', 'As long as the log of breaches: until '),
  disclosure: after(6, 'years', 'the disclosure'),
  disclosurePart: together('disclosure', 'As long as the disclosure'),
  register: after(6, 'years', 'the entry has ended'),
  removal: after(6, 'years', 'the removal, to show that it was done'),
  removalPart: together('removal', 'With the removal'),
  bankHoliday: after(6, 'years', 'the day'),
  auditVerification: after(6, 'years', 'it was asked for'),
  legalHold: after(6, 'years', 'the hold has ended'),
  retentionRun: after(2, 'years', 'the run'),
} as const satisfies Record<string, Unkeyed>;

export type RetentionKey = keyof typeof unkeyed;

/** Every class there is: a closed list, from which the declarations choose. */
export const kept = Object.fromEntries(
  Object.entries(unkeyed).map(([key, one]) => [key, { key, ...one }]),
) as Readonly<Record<RetentionKey, RetentionClass>>;

/** Those that the nightly run carries out. */
export const classesWithTerm: readonly RetentionClass[] = Object.values(kept).filter(
  ({ ends }) => ends.kind === 'after',
);

const DAY_MS = 24 * 60 * 60 * 1000;

/** What is as old as this, or older, is past its term. A year that ends on no day of the calendar ends on the last of its month. */
export function cutoffOf({ count, unit }: Term, now: Date): Date {
  if (unit === 'days') return new Date(now.getTime() - count * DAY_MS);
  const then = new Date(now);
  then.setUTCFullYear(now.getUTCFullYear() - count);
  if (then.getUTCDate() !== now.getUTCDate()) then.setUTCDate(0);
  return then;
}
