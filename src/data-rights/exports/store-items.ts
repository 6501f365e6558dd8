import type { Knex } from 'knex';
import type { ExportGroup, GroupKind, ReviewItem, Verdict } from './access-export.ts';
import type { ExportValue } from './export.ts';
import { seal, type SealingSecrets, unseal } from './sealed.ts';

const PLACE = 'export_items.sealed';

export interface NewItem {
  key: string;
  values: Readonly<Record<string, ExportValue>>;
  uploadId?: number;
  fileId?: number;
}

/** Adds a group with its items, numbered on from `firstNumber`; how many there are. */
export async function addGroup(
  trx: Knex.Transaction,
  secrets: SealingSecrets,
  exportId: number,
  { group, items, firstNumber }: { group: ExportGroup; items: readonly NewItem[]; firstNumber: number },
): Promise<number> {
  const { number, kind, table, title, columns } = group;
  await trx('export_groups').insert({
    ...{ export_id: exportId, number, kind, in_table: table, title, columns: JSON.stringify(columns) },
  });
  const rows = items.map(({ key, values, uploadId, fileId }, place) => ({
    ...{ export_id: exportId, number: firstNumber + place, group_number: number, key },
    ...{
      upload_id: uploadId ?? null,
      file_id: fileId ?? null,
      sealed: seal(secrets, PLACE, exportId, values),
    },
  }));
  for (let from = 0; from < rows.length; from += 500)
    await trx('export_items').insert(rows.slice(from, from + 500));
  return items.length;
}

/** Adds one more to a group that is there. */
export async function addItem(
  trx: Knex.Transaction,
  secrets: SealingSecrets,
  exportId: number,
  { group, item }: { group: ExportGroup; item: NewItem },
): Promise<number> {
  const exists = await trx('export_groups')
    .where({ export_id: exportId, number: group.number })
    .first<{ number: number } | undefined>('number');
  const last = await trx('export_items').where({ export_id: exportId }).max({ number: 'number' }).first();
  const number = Number(last?.number ?? 0) + 1;
  if (!exists) await addGroup(trx, secrets, exportId, { group, items: [item], firstNumber: number });
  else
    await trx('export_items').insert({
      ...{
        export_id: exportId,
        number,
        group_number: group.number,
        key: item.key,
        file_id: item.fileId ?? null,
      },
      sealed: seal(secrets, PLACE, exportId, item.values),
    });
  return number;
}

interface GroupRow {
  number: number;
  kind: GroupKind;
  in_table: string;
  title: string;
  columns: ExportGroup['columns'];
}

export interface CountedGroup extends ExportGroup {
  items: number;
  reviewed: number;
  withheld: number;
  proposals: number;
}

/** The tables of the review, in their order, with how far each is. */
export async function groupsOf(db: Knex, exportId: number): Promise<CountedGroup[]> {
  const counted = (sql: string, name: string): Knex.Raw => db.raw(`(${sql})::integer as ??`, [name]);
  const of = `from export_items as items where items.export_id = export_groups.export_id and items.group_number = export_groups.number`;
  const rows = await db('export_groups')
    .where({ export_id: exportId })
    .orderBy('number')
    .select<(GroupRow & Omit<CountedGroup, keyof ExportGroup>)[]>(
      'export_groups.*',
      counted(`select count(*) ${of}`, 'items'),
      counted(`select count(verdict) ${of}`, 'reviewed'),
      counted(
        `select count(*) ${of} and exists (select from export_withholdings as w
           where w.export_id = items.export_id and w.item_number = items.number)`,
        'withheld',
      ),
      counted(
        `select count(*) from export_proposals as p
         join export_items as items on items.export_id = p.export_id and items.number = p.item_number
         where p.state = 'open' and p.export_id = export_groups.export_id and items.group_number = export_groups.number`,
        'proposals',
      ),
    );
  return rows.map(({ items, reviewed, withheld, proposals, ...row }) => ({
    ...groupFrom(row),
    ...{ items, reviewed, withheld, proposals },
  }));
}

function groupFrom({ number, kind, in_table: table, title, columns }: GroupRow): ExportGroup {
  return { number, kind, table, title, columns };
}

interface ItemRow {
  number: number;
  group_number: number;
  kind: GroupKind;
  key: string;
  sealed: Buffer;
  upload_id: number | null;
  file_id: number | null;
  verdict: Verdict | null;
  note: Buffer | null;
}

export interface ItemsAsked {
  group?: number;
  number?: number;
  limit?: number;
  offset?: number;
}

/** Items in the order of their numbers, opened. */
export async function itemsOf(
  db: Knex,
  secrets: SealingSecrets,
  exportId: number,
  { group, number, limit, offset = 0 }: ItemsAsked = {},
): Promise<ReviewItem[]> {
  const query = db('export_items')
    .join('export_groups', (on) =>
      on
        .on('export_groups.export_id', 'export_items.export_id')
        .on('export_groups.number', 'export_items.group_number'),
    )
    .where('export_items.export_id', exportId)
    .orderBy('export_items.number')
    .offset(offset);
  if (group !== undefined) query.where('group_number', group);
  if (number !== undefined) query.where('export_items.number', number);
  if (limit !== undefined) query.limit(limit);
  const rows = await query.select<ItemRow[]>('export_items.*', 'export_groups.kind');
  return rows.map((row) => ({
    ...{ number: row.number, group: row.group_number, kind: row.kind, key: row.key, verdict: row.verdict },
    values: unseal(secrets, PLACE, exportId, row.sealed) as ReviewItem['values'],
    ...{ uploadId: row.upload_id, fileId: row.file_id },
    note: row.note && (unseal(secrets, PLACE, exportId, row.note) as string),
  }));
}

export async function setVerdict(
  trx: Knex.Transaction,
  secrets: SealingSecrets,
  exportId: number,
  {
    number,
    verdict,
    note,
    userId,
    at,
  }: { number: number; verdict: Verdict; note: string | null; userId: number; at: Date },
): Promise<void> {
  await trx('export_items')
    .where({ export_id: exportId, number })
    .update({
      ...{ verdict, note: note === null ? null : seal(secrets, PLACE, exportId, note) },
      ...{ reviewed_by: userId, reviewed_at: at },
    });
}

/** The number of the next item of the same group that nobody has looked at. */
export async function nextToReview(
  db: Knex,
  exportId: number,
  { group, number }: Pick<ReviewItem, 'group' | 'number'>,
): Promise<number | null> {
  const row = await db('export_items')
    .where({ export_id: exportId, group_number: group, verdict: null })
    .orderByRaw('number < ?, number', [number])
    .first<{ number: number } | undefined>('number');
  return row?.number ?? null;
}

/** Every item of a group that nobody has looked at and that no open proposal is about is given; how many there were. */
export async function giveRest(
  trx: Knex.Transaction,
  exportId: number,
  { group, userId, at }: { group: number; userId: number; at: Date },
): Promise<number> {
  return trx('export_items')
    .where({ export_id: exportId, group_number: group })
    .whereNull('verdict')
    .whereNotExists(
      (open) =>
        void open
          .from('export_proposals')
          .whereRaw(
            `export_proposals.export_id = export_items.export_id and item_number = export_items.number and state = 'open'`,
          ),
    )
    .update({ verdict: 'give', reviewed_by: userId, reviewed_at: at });
}

export async function removeItem(trx: Knex.Transaction, exportId: number, number: number): Promise<void> {
  const [row] = await trx('export_items')
    .where({ export_id: exportId, number })
    .delete()
    .returning<{ file_id: number | null }[]>('file_id');
  if (row?.file_id) await trx('export_files').where({ id: row.file_id, export_id: exportId }).delete();
}
