import { createHmac } from 'node:crypto';
import type { Purpose } from './purposes.ts';

/** What OCC writes about only to those who agreed; each can be objected to. */
export const mailingPurposes = ['products', 'research'] as const satisfies readonly Purpose[];
export type MailingPurpose = (typeof mailingPurposes)[number];

export function isMailingPurpose(purpose: Purpose): purpose is MailingPurpose {
  return mailingPurposes.some((one) => one === purpose);
}

/** Stands for an address without telling it; the same however the address is capitalised. */
export function addressHash(pepper: Buffer, email: string): Buffer {
  return createHmac('sha256', pepper).update(`mailing ${email.trim().toLowerCase()}`).digest();
}
