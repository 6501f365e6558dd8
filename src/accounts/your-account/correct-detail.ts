import type { Knex } from 'knex';
import { type Authority, authorityByCode } from '../../authorities/index.ts';
import { endSessionsOf } from '../sessions/store-sessions.ts';
import { belongsToAuthority, type Role } from '../permissions.ts';
import type { DetailField } from './details.ts';
import { parseDetail } from './forms.ts';
import { detailsOf, updateAuthority, workOf, writeDetails, writeSources } from './store.ts';
import { dropOpenEmailChanges, isEmailTaken, updateEmail } from './store-email-changes.ts';

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

/** What a correction would come to, or why it cannot be made; nothing is changed. */
export async function wouldCorrect(
  trx: Knex.Transaction,
  { userId, field, value }: Omit<Correcting, 'at'>,
): Promise<Corrected> {
  const before = (await presentDetails(trx, userId))[field];
  const result = field === 'authority' ? await authorityFor(trx, userId, value) : parseDetail(field, value);
  if ('message' in result) return { kind: 'fault', message: result.message };
  const after = 'name' in result ? result.name : result.value;
  if (after === before) return { kind: 'fault', message: 'This is what is on record already' };
  if (field === 'email' && (await isEmailTaken(trx, userId, after ?? '')))
    return { kind: 'fault', message: taken.message };
  return { kind: 'corrected', before, after };
}

/** Puts a detail right, with where it now comes from (P66). Whoever is signed in with what decides access signs in anew. */
export async function correctDetail(trx: Knex.Transaction, correcting: Correcting): Promise<Corrected> {
  const { userId, field, at } = correcting;
  const result = await wouldCorrect(trx, correcting);
  if (result.kind === 'fault') return result;
  const { before, after } = result;
  if (field === 'authority') await move(trx, correcting);
  else if (!(await write(trx, { userId, at, after }, field)))
    return { kind: 'fault', message: taken.message };
  if (field !== 'authority') await writeSources(trx, { userId, fields: [field], source: 'occ', at });
  if (field === 'authority' || field === 'email') await endSessionsOf(trx, userId);
  return { kind: 'corrected', before, after };
}

const taken = { message: 'Another account has this address' };

/** False where another account has got the address in this very moment. */
async function write(
  trx: Knex.Transaction,
  { userId, after, at }: { userId: number; after: string | null; at: Date },
  field: DetailField,
): Promise<boolean> {
  if (field === 'email') {
    if (!(await updateEmail(trx, userId, after ?? ''))) return false;
    await dropOpenEmailChanges(trx, userId, at);
    return true;
  }
  const { name, telephone, postalAddress } = await detailsOf(trx, userId);
  await writeDetails(trx, userId, {
    name: field === 'name' ? (after ?? '') : (name.value ?? ''),
    telephone: field === 'telephone' ? after : telephone.value,
    postalAddress: field === 'postal-address' ? after : postalAddress.value,
  });
  return true;
}

async function move(trx: Knex.Transaction, { userId, value }: Correcting): Promise<void> {
  const authority = await authorityFor(trx, userId, value);
  if ('id' in authority) await updateAuthority(trx, userId, authority.id);
}

async function authorityFor(
  trx: Knex.Transaction,
  userId: number,
  code: string,
): Promise<Authority | { message: string }> {
  const { role } = await workOf(trx, userId);
  if (role === null || !belongsToAuthority(role as Role))
    return { message: 'Our own people belong to no authority' };
  return (await authorityByCode(trx, code.trim())) ?? { message: 'No authority has this code' };
}
