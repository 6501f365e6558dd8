import type { Knex } from 'knex';
import type { FilledParts } from './policy-text.ts';

/** A version as it was first published. */
export interface PublishedVersion {
  page: string;
  version: number;
  content: string;
  /** What its parts said on that day; null for versions from before that was kept. */
  parts: FilledParts | null;
}

export async function publishedVersions(db: Knex): Promise<PublishedVersion[]> {
  return db<PublishedVersion>('policy_versions')
    .select('page', 'version', 'content', 'parts')
    .orderBy(['page', 'version']);
}

/** False when another process was first. */
export async function insertVersion(
  trx: Knex.Transaction,
  { at, parts, ...version }: PublishedVersion & { at: Date },
): Promise<boolean> {
  const rows = await trx('policy_versions')
    .insert({ ...version, parts: JSON.stringify(parts), published_at: at })
    .onConflict(['page', 'version'])
    .ignore()
    .returning('version');
  return rows.length > 0;
}

/** The latest version that a person has seen, or that was in force when they first signed in; null before that. */
export async function latestSeen(db: Knex, userId: number, page: string): Promise<number | null> {
  const row = await db('policy_acknowledgements')
    .where({ user_id: userId, page })
    .max<{ latest: number | null }>('version as latest')
    .first();
  return row?.latest ?? null;
}

/** False when it was noted already. */
export async function insertSeen(
  trx: Knex.Transaction,
  { userId, page, version, at }: { userId: number; page: string; version: number; at: Date },
): Promise<boolean> {
  const rows = await trx('policy_acknowledgements')
    .insert({ user_id: userId, page, version, at })
    .onConflict(['user_id', 'page', 'version'])
    .ignore()
    .returning('version');
  return rows.length > 0;
}
