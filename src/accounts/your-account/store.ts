import type { Knex } from 'knex';
import type { Detail, DetailField, Details, Source, WrittenDetails } from './details.ts';

interface DetailsRow {
  name: string;
  email: string;
  telephone: string | null;
  postal_address: string | null;
  created_at: Date;
  details_confirmed_at: Date | null;
  sources: Partial<Record<DetailField, { source: Source; set_at: string }>>;
}

/** What is known of a person; throws for an account that is gone. In a transaction the account's row stays locked. */
export async function detailsOf(db: Knex | Knex.Transaction, userId: number): Promise<Details> {
  const { rows } = await db.raw<{ rows: DetailsRow[] }>(
    `select users.name, users.email, users.created_at, users.details_confirmed_at,
       contact_details.telephone, contact_details.postal_address,
       coalesce((select json_object_agg(field, json_build_object('source', source, 'set_at', set_at))
         from personal_fields where user_id = users.id), '{}') as sources
     from users left join contact_details on contact_details.user_id = users.id
     where users.id = ? ${db.isTransaction ? 'for update of users' : ''}`,
    [userId],
  );
  const row = rows[0];
  if (!row) throw new Error(`No account ${userId}`);
  // An account is made by OCC: what nobody has changed since comes from there.
  const detail = (field: DetailField, value: string | null): Detail => {
    const { source = 'occ', set_at } = row.sources[field] ?? {};
    return { value, source, since: set_at === undefined ? row.created_at : new Date(set_at) };
  };
  return {
    name: detail('name', row.name),
    email: detail('email', row.email),
    telephone: detail('telephone', row.telephone),
    postalAddress: detail('postal-address', row.postal_address),
    createdAt: row.created_at,
    confirmedAt: row.details_confirmed_at,
  };
}

/** A person's role, and the name of their authority; null of OCC's own people and of nobody any more. */
export async function workOf(
  db: Knex,
  userId: number,
): Promise<{ role: string | null; authority: string | null }> {
  const row = await db('users')
    .leftJoin('authorities', 'authorities.id', 'users.authority_id')
    .where('users.id', userId)
    .first<{ role: string | null; authority: string | null } | undefined>(
      'users.role',
      'authorities.name as authority',
    );
  return row ?? { role: null, authority: null };
}

export async function updateAuthority(
  trx: Knex.Transaction,
  userId: number,
  authorityId: number,
): Promise<void> {
  await trx('users').where({ id: userId }).update({ authority_id: authorityId });
}

export async function writeDetails(
  trx: Knex.Transaction,
  userId: number,
  { name, telephone, postalAddress }: WrittenDetails,
): Promise<void> {
  await trx('users').where({ id: userId }).update({ name });
  await trx('contact_details')
    .insert({ user_id: userId, telephone, postal_address: postalAddress })
    .onConflict('user_id')
    .merge();
}

export async function writeSources(
  trx: Knex.Transaction,
  {
    userId,
    fields,
    source,
    at,
  }: { userId: number; fields: readonly DetailField[]; source: Source; at: Date },
): Promise<void> {
  if (fields.length === 0) return;
  await trx('personal_fields')
    .insert(fields.map((field) => ({ user_id: userId, field, source, set_at: at })))
    .onConflict(['user_id', 'field'])
    .merge();
}

export async function markConfirmed(trx: Knex.Transaction, userId: number, at: Date): Promise<void> {
  await trx('users').where({ id: userId }).update({ details_confirmed_at: at });
}
