import type { Knex } from 'knex';

/**
 * The package goes, its codes, and the copy of the person's data that it was made from, with files that were added (C13).
 * What was withheld, and why, stays with the case: it has to be shown for as long as somebody may complain of it.
 */
export async function setEnded(
  trx: Knex.Transaction,
  id: number,
  { state, by, at }: { state: 'expired' | 'withdrawn'; by: number | null; at: Date },
): Promise<void> {
  await trx('access_exports').where({ id }).update({ state, package_file: null, ended_by: by, ended_at: at });
  await trx('export_codes').where({ export_id: id }).delete();
  await trx('export_items')
    .where({ export_id: id })
    .whereNotExists(
      (withheld) =>
        void withheld
          .from('export_withholdings as w')
          .whereRaw('w.export_id = export_items.export_id and w.item_number = export_items.number'),
    )
    .delete();
  await trx('export_files')
    .where({ export_id: id })
    .whereNotExists((used) => void used.from('export_items').whereRaw('file_id = export_files.id'))
    .delete();
  await trx('export_groups')
    .where({ export_id: id })
    .whereNotExists(
      (used) =>
        void used
          .from('export_items as i')
          .whereRaw('i.export_id = export_groups.export_id and i.group_number = export_groups.number'),
    )
    .delete();
}

export async function exportsToExpire(db: Knex, now: Date): Promise<number[]> {
  return db('access_exports')
    .where({ state: 'released' })
    .where('expires_at', '<=', now)
    .orderBy('id')
    .pluck<number[]>('id');
}

/** What of an access export says that it was neither delivered nor taken back, as SQL. */
export const NOT_DELIVERED = `state in ('collecting', 'review', 'approved')`;

/** When anybody last did something with an export, as SQL. */
export const LAST_WORKED_ON = `greatest(asked_at, made_at, finished_at, approved_at,
  (select max(reviewed_at) from export_items where export_id = access_exports.id))`;

/** Ends what a case has and never delivered; nothing where there is none. */
export async function endUndelivered(
  trx: Knex.Transaction,
  requestId: number,
  by: { userId: number; at: Date },
): Promise<void> {
  const [id] = await trx('access_exports')
    .where({ rights_request_id: requestId })
    .whereRaw(NOT_DELIVERED)
    .pluck<number[]>('id');
  if (id !== undefined) await setEnded(trx, id, { state: 'withdrawn', by: by.userId, at: by.at });
}
