import type { Day } from '../rules/days.ts';

/** What recipients are told of: a detail that was put right, a limit on the use of data, a removal (article 19). */
export const toldKinds = ['correction', 'restriction', 'removal'] as const;
export type ToldKind = (typeof toldKinds)[number];

export const recipientOutcomes = ['told', 'impossible', 'disproportionate'] as const;
export type RecipientOutcome = (typeof recipientOutcomes)[number];

/** How it is known that somebody was given the data. */
export type KnownFrom = 'directory' | 'disclosures' | 'hidden-disclosures' | 'mail' | 'staff';

/** Somebody who was given the data, and whether they were told of what has become of it. */
export interface Recipient {
  id: number;
  recipient: string;
  knownFrom: KnownFrom;
  /** Not shown to the person: it would not be safe for somebody that they know. */
  isHidden: boolean;
  outcome: RecipientOutcome | null;
  settledOn: Day | null;
  reason: string | null;
}

/** @property toldOn of whoever was written to at once */
export type FoundRecipient = Pick<Recipient, 'recipient' | 'knownFrom'> & { toldOn?: Day };

/** The one correction, limit or removal that recipients are told of. */
export interface ToldOf {
  kind: ToldKind;
  id: number;
  /** Whose data it is; null where it has been removed, or is a whole authority's. */
  userId: number | null;
  /** Accounts that it is about: none of them settles anything. */
  concerned: readonly number[];
  /** Above the pages: which it is. */
  caption: string;
}

/** How many there are of each outcome, and how many are still to be told. */
export type RecipientCounts = Record<RecipientOutcome | 'open', number>;

export function countsOf(recipients: readonly Pick<Recipient, 'outcome'>[]): RecipientCounts {
  const counts = { told: 0, impossible: 0, disproportionate: 0, open: 0 };
  for (const { outcome } of recipients) counts[outcome ?? 'open'] += 1;
  return counts;
}
