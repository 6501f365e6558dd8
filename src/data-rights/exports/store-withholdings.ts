import type { Knex } from 'knex';
import type { KeptWithholding, Proposal, ThirdPartyTest } from './access-export.ts';
import type { Search } from './export.ts';
import { seal, type SealingSecrets, unseal } from './sealed.ts';

const PLACE = 'export_withholdings.sealed';

interface Said {
  passage: string | null;
  reason: string | null;
  test: ThirdPartyTest | null;
  opinion: string | null;
}

export async function addWithholding(
  trx: Knex.Transaction,
  secrets: SealingSecrets,
  exportId: number,
  { withholding, userId, at }: { withholding: Omit<KeptWithholding, 'id'>; userId: number; at: Date },
): Promise<void> {
  const { item, column, ground, passage, reason, test, opinion } = withholding;
  const said: Said = { passage, reason, test, opinion };
  await trx('export_withholdings').insert({
    ...{ export_id: exportId, item_number: item, in_column: column, ground },
    ...{ sealed: seal(secrets, PLACE, exportId, said), decided_by: userId, decided_at: at },
  });
}

interface WithholdingRow {
  id: number;
  item_number: number;
  in_column: string | null;
  ground: string;
  sealed: Buffer;
}

/** @param item of one item alone */
export async function withholdingsOf(
  db: Knex,
  secrets: SealingSecrets,
  exportId: number,
  item?: number,
): Promise<KeptWithholding[]> {
  const rows = await db('export_withholdings')
    .where({ export_id: exportId, ...(item !== undefined && { item_number: item }) })
    .orderBy('id')
    .select<WithholdingRow[]>('*');
  return rows.map(({ id, item_number, in_column: column, ground, sealed }) => ({
    ...{ id, item: item_number, column, ground },
    ...(unseal(secrets, PLACE, exportId, sealed) as Said),
  }));
}

/** @param id one of them; without it all of an item's */
export async function removeWithholdings(
  trx: Knex.Transaction,
  exportId: number,
  { item, id }: { item: number; id?: number },
): Promise<number> {
  return trx('export_withholdings')
    .where({ export_id: exportId, item_number: item, ...(id !== undefined && { id }) })
    .delete();
}

const PROPOSAL = 'export_proposals.sealed';

export async function addProposals(
  trx: Knex.Transaction,
  secrets: SealingSecrets,
  exportId: number,
  proposals: readonly Pick<Proposal, 'item' | 'column' | 'passage'>[],
): Promise<void> {
  const rows = proposals.map(({ item, column, passage }, place) => ({
    ...{ export_id: exportId, number: place + 1, item_number: item, in_column: column },
    sealed: seal(secrets, PROPOSAL, exportId, passage),
  }));
  for (let from = 0; from < rows.length; from += 500)
    await trx('export_proposals').insert(rows.slice(from, from + 500));
}

interface ProposalRow {
  number: number;
  item_number: number;
  in_column: string;
  sealed: Buffer;
  state: Proposal['state'];
}

/** @param item of one item alone */
export async function proposalsOf(
  db: Knex,
  secrets: SealingSecrets,
  exportId: number,
  item?: number,
): Promise<Proposal[]> {
  const rows = await db('export_proposals')
    .where({ export_id: exportId, ...(item !== undefined && { item_number: item }) })
    .orderBy('number')
    .select<ProposalRow[]>('*');
  return rows.map(({ number, item_number, in_column: column, sealed, state }) => ({
    ...{ number, item: item_number, column, state },
    passage: unseal(secrets, PROPOSAL, exportId, sealed) as string,
  }));
}

export async function decideProposals(
  trx: Knex.Transaction,
  exportId: number,
  { numbers, state, userId }: { numbers: readonly number[]; state: 'accepted' | 'declined'; userId: number },
): Promise<void> {
  await trx('export_proposals')
    .where({ export_id: exportId, state: 'open' })
    .whereIn('number', [...numbers])
    .update({ state, decided_by: userId });
}

export interface LoggedSearch extends Search {
  id: number;
  /** Null for those that SP-Bench made itself. */
  recordedBy: string | null;
}

const SEARCH = 'export_searches.sealed';

export async function addSearch(
  trx: Knex.Transaction,
  secrets: SealingSecrets,
  exportId: number,
  { search, userId, at }: { search: Search; userId: number | null; at: Date },
): Promise<void> {
  await trx('export_searches').insert({
    ...{ export_id: exportId, sealed: seal(secrets, SEARCH, exportId, search) },
    ...{ recorded_by: userId, recorded_at: at },
  });
}

export async function searchesOf(
  db: Knex,
  secrets: SealingSecrets,
  exportId: number,
): Promise<LoggedSearch[]> {
  const rows = await db('export_searches')
    .leftJoin('users', 'users.id', 'recorded_by')
    .where({ export_id: exportId })
    .orderBy('export_searches.id')
    .select<{ id: number; sealed: Buffer; by: number | null; name: string | null }[]>({
      ...{ id: 'export_searches.id', sealed: 'sealed', by: 'recorded_by', name: 'users.name' },
    });
  return rows.map(({ id, sealed, by, name }) => ({
    ...(unseal(secrets, SEARCH, exportId, sealed) as Search),
    ...{ id, recordedBy: by === null ? null : (name ?? 'somebody since removed') },
  }));
}

export async function removeSearch(trx: Knex.Transaction, exportId: number, id: number): Promise<number> {
  return trx('export_searches').where({ export_id: exportId, id }).whereNotNull('recorded_by').delete();
}
