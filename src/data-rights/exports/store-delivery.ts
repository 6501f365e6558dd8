import type { Knex } from 'knex';

export interface DownloadCode {
  id: number;
  exportId: number;
  codeHash: Buffer;
  expiresAt: Date;
  downloadsLeft: number;
}

/** The newest code takes the place of all before it: one person, one code. */
export async function addCode(
  trx: Knex.Transaction,
  code: Omit<DownloadCode, 'id'> & { tokenHash: Buffer; madeBy: number; madeAt: Date },
): Promise<void> {
  await trx('export_codes').where({ export_id: code.exportId }).delete();
  await trx('export_codes').insert({
    ...{ export_id: code.exportId, token_hash: code.tokenHash, code_hash: code.codeHash },
    ...{ made_by: code.madeBy, made_at: code.madeAt, expires_at: code.expiresAt },
    downloads_left: code.downloadsLeft,
  });
}

/** In a transaction its row stays locked. */
export async function codeBy(db: Knex, tokenHash: Buffer): Promise<DownloadCode | null> {
  const query = db('export_codes')
    .where({ token_hash: tokenHash })
    .select<DownloadCode[]>({
      ...{ id: 'id', exportId: 'export_id', codeHash: 'code_hash' },
      ...{ expiresAt: 'expires_at', downloadsLeft: 'downloads_left' },
    });
  const [code] = await (db.isTransaction ? query.forUpdate() : query);
  return code ?? null;
}

export async function codeOf(
  db: Knex,
  exportId: number,
): Promise<Pick<DownloadCode, 'expiresAt' | 'downloadsLeft'> | null> {
  const [code] = await db('export_codes')
    .where({ export_id: exportId })
    .select<Pick<DownloadCode, 'expiresAt' | 'downloadsLeft'>[]>({
      ...{ expiresAt: 'expires_at', downloadsLeft: 'downloads_left' },
    });
  return code ?? null;
}

export async function useCode(trx: Knex.Transaction, id: number): Promise<void> {
  await trx('export_codes').where({ id }).decrement('downloads_left', 1);
}

export type DownloadWay = 'account' | 'code' | 'staff';

export interface Download {
  way: DownloadWay;
  at: Date;
  /** Null where a code was used. */
  by: string | null;
}

export async function addDownload(
  trx: Knex.Transaction,
  { exportId, way, userId, at }: { exportId: number; way: DownloadWay; userId: number | null; at: Date },
): Promise<void> {
  await trx('export_downloads').insert({ export_id: exportId, way, user_id: userId, at });
}

/** The oldest first. */
export async function downloadsOf(db: Knex, exportId: number): Promise<Download[]> {
  return db('export_downloads')
    .leftJoin('users', 'users.id', 'export_downloads.user_id')
    .where({ export_id: exportId })
    .orderBy('export_downloads.id')
    .select<Download[]>({ way: 'way', at: 'at', by: 'users.name' });
}
