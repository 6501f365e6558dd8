import type { Details } from '../your-account/details.ts';
import type { Purpose, Way } from './purposes.ts';

/** How a choice reached us: on the site, by a link in a mailing, or told to staff, who wrote it down (P39). */
export const toldChannels = ['phone', 'post', 'in-person'] as const;
export type ToldChannel = (typeof toldChannels)[number];
export type Channel = 'web' | 'unsubscribe-link' | ToldChannel;

/** A row of the ledger. The last one of a person and purpose is what counts. */
export interface Consent {
  purpose: Purpose;
  given: boolean;
  /** Empty exactly when it is not given. */
  ways: Way[];
  channel: Channel;
  at: Date;
}

/** What a person last said of each purpose; a purpose that is not here was never chosen, and so is off. */
export type Consents = Partial<Record<Purpose, Consent>>;

/** The ways that a person can be reached by: those for which they gave a detail. */
export function possibleWays(details: Details): { way: Way; value: string }[] {
  const all = [
    { way: 'email', value: details.email.value },
    { way: 'telephone', value: details.telephone.value },
    { way: 'post', value: details.postalAddress.value },
  ] as const;
  return all.flatMap(({ way, value }) => (value === null ? [] : [{ way, value }]));
}

/** Whether saying this once more would change nothing. */
export function isSame(last: Consent | undefined, given: boolean, chosen: readonly Way[]): boolean {
  if (!last?.given) return !given;
  return given && last.ways.length === chosen.length && last.ways.every((way) => chosen.includes(way));
}
