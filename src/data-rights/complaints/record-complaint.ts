import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import type { Clock } from '../../platform/clock.ts';
import { isOneAddress } from '../../platform/mail/address.ts';
import type { Secrets } from '../../platform/secrets.ts';
import { newReference } from '../reference.ts';
import type { FieldFault, Values } from '../registers/specification/field.ts';
import { londonDayOf, momentInLondon } from '../rules/london-time.ts';
import { addComplaint, type Channel } from './store.ts';

export interface ComplaintParts {
  db: Knex;
  clock: Clock;
  secrets: Pick<Secrets, 'originals' | 'originalsKeyId'>;
}

export type RecordResult = { kind: 'recorded'; reference: string } | { kind: 'faults'; faults: FieldFault[] };

/** Types in a complaint that came by phone, letter, email or in person (P110). */
export async function recordComplaint(
  { db, clock }: ComplaintParts,
  { values, userId }: { values: Values; userId: number },
  actor: Actor,
): Promise<RecordResult> {
  const { name, email, phone, address, message, wanted } = values as Record<string, string | null>;
  const sender = { name: name ?? '', email: email ?? null, phone: phone ?? null, address: address ?? null };
  const faults = faultsOf(sender);
  if (faults.length > 0) return { kind: 'faults', faults };
  const now = clock();
  const day = String(values.receivedOn);
  // What came on another day counts from that day, whenever it is typed in.
  const receivedAt = day === londonDayOf(now) ? now : (momentInLondon(`${day}T12:00`) ?? now);
  const reference = newReference('complaint');
  const channel = values.channel as Channel;
  await db.transaction(async (trx) => {
    const complaint = {
      reference,
      channel,
      receivedAt,
      sender,
      message: message ?? '',
      wanted: wanted ?? null,
    };
    await addComplaint(trx, { ...complaint, recordedBy: userId });
    await recordEvent(trx, actor, { type: 'complaint', id: reference }, { channel });
  });
  return { kind: 'recorded', reference };
}

function faultsOf({
  email,
  phone,
  address,
}: Record<'email' | 'phone' | 'address', string | null>): FieldFault[] {
  if (email === null && phone === null && address === null)
    return [{ field: 'email', message: 'Enter an email address, a phone number or a postal address' }];
  return email !== null && !isOneAddress(email)
    ? [{ field: 'email', message: 'Enter one email address, like name@example.org' }]
    : [];
}
