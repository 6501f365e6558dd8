import type { Knex } from 'knex';
import { authorityByCode } from '../../authorities/index.ts';
import { endSessionsOf } from '../sessions/store-sessions.ts';
import { belongsToAuthority, type Role } from '../permissions.ts';
import type { DetailField } from './details.ts';
import { parseDetail } from './forms.ts';
import { detailsOf, updateAuthority, workOf, writeDetails, writeSources } from './store.ts';
import { dropOpenEmailChanges, updateEmail } from './store-email-changes.ts';

/** What somebody at OCC may correct on a person's word or on evidence; a role is changed where accounts are looked after. */
export const correctable = ['name', 'email', 'telephone', 'postal-address', 'authority'] as const;
export type Correctable = (typeof correctable)[number];

export interface Correcting {
  userId: number;
  field: Correctable;
  /** As typed; of an authority its code. Empty takes a telephone number or postal address away. */
  value: string;
  at: Date;
}

export type Corrected =
  { kind: 'corrected'; before: string | null; after: string | null } | { kind: 'fault'; message: string };

/** Each detail as it stands; of the authority its name. In a transaction the account's row stays locked. */
export async function presentDetails(
  db: Knex | Knex.Transaction,
  userId: number,
): Promise<Record<Correctable, string | null>> {
  const { name, email, telephone, postalAddress } = await detailsOf(db, userId);
  return {
    ...{ name: name.value, email: email.value, telephone: telephone.value },
    ...{ 'postal-address': postalAddress.value, authority: (await workOf(db, userId)).authority },
  };
}

/** Puts a detail right, with where it now comes from (P66). Whoever is signed in with what decides access signs in anew. */
export async function correctDetail(trx: Knex.Transaction, correcting: Correcting): Promise<Corrected> {
  const { userId, field, at } = correcting;
  const before = (await presentDetails(trx, userId))[field];
  const result = field === 'authority' ? await moved(trx, correcting) : await written(trx, correcting, field);
  if ('message' in result) return { kind: 'fault', message: result.message };
  if (result.after === before) return { kind: 'fault', message: 'This is what is on record already' };
  if (field !== 'authority') await writeSources(trx, { userId, fields: [field], source: 'occ', at });
  if (field === 'authority' || field === 'email') await endSessionsOf(trx, userId);
  return { kind: 'corrected', before, after: result.after };
}

type Written = { after: string | null } | { message: string };

async function written(
  trx: Knex.Transaction,
  { userId, value, at }: Correcting,
  field: DetailField,
): Promise<Written> {
  const parsed = parseDetail(field, value);
  if ('message' in parsed) return parsed;
  const after = parsed.value;
  const details = await detailsOf(trx, userId);
  const { name, telephone, postalAddress } = details;
  if (field === 'email') {
    if (!(await updateEmail(trx, userId, after ?? '')))
      return { message: 'Another account has this address' };
    await dropOpenEmailChanges(trx, userId, at);
    return { after };
  }
  await writeDetails(trx, userId, {
    name: field === 'name' ? (after ?? '') : (name.value ?? ''),
    telephone: field === 'telephone' ? after : telephone.value,
    postalAddress: field === 'postal-address' ? after : postalAddress.value,
  });
  return { after };
}

async function moved(trx: Knex.Transaction, { userId, value }: Correcting): Promise<Written> {
  const { role } = await workOf(trx, userId);
  if (role === null || !belongsToAuthority(role as Role))
    return { message: 'Our own people belong to no authority' };
  const authority = await authorityByCode(trx, value.trim());
  if (!authority) return { message: 'No authority has this code' };
  await updateAuthority(trx, userId, authority.id);
  return { after: authority.name };
}
