import { z } from 'zod';
import { openText, sealText } from '../../platform/sealing.ts';
import type { Secrets } from '../../platform/secrets.ts';
import { mailingPurposes } from './objection.ts';

const PLACE = 'mailings.unsubscribe';

const subscription = z.object({
  userId: z.number().int().positive(),
  purpose: z.enum(mailingPurposes),
  /** Hash of the address that was written to, in base64: an objection holds for it when the account is gone. */
  address: z.base64(),
});

/** Whom a letter of a mailing went to, and what for. */
export type Subscription = z.output<typeof subscription>;

/** What the link of a mailing carries: sealed, so that it says nothing and nobody can make one up. It never runs out. */
export function unsubscribeToken(
  secrets: Pick<Secrets, 'originals' | 'originalsKeyId'>,
  to: Subscription,
): string {
  return sealText(secrets, PLACE, JSON.stringify(to)).toString('base64url');
}

/** Null for what we never sealed, or not whole. */
export function openUnsubscribeToken(
  secrets: Pick<Secrets, 'originals'>,
  token: string,
): Subscription | null {
  try {
    const text = openText(secrets, PLACE, Buffer.from(token, 'base64url'));
    return subscription.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
