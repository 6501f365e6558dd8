import type { Knex } from 'knex';
import { add, exportSeal, hash, type Plant, sender, START } from './planting-parts.ts';

let planted = 0;
const nextReference = (): string => `R-${String((planted += 1)).padStart(8, '3')}`;

/** Somebody else than who decided. */
const other = async (db: Knex, officerId: number): Promise<{ id: number }> =>
  db('users').whereNot({ id: officerId }).orderBy('id').first<{ id: number }>('id');

/** What of requests goes before the request does. */
export const rightsPlants = {
  requestSender: async ({ db, personId, officerId }) => {
    const reference = nextReference();
    const linked = { subject_id: personId, linked_at: START, wanted_right: 'erase' };
    const id = await add(db, 'rights_requests', { ...sender(reference, personId), ...linked });
    // Decided so late that the removal itself is not due when other classes are looked at.
    const late = new Date('2012-01-01T00:00:00Z');
    await db('removals').insert({
      ...{
        scope: 'person',
        user_id: personId,
        ground: 'leaves',
        state: 'certified',
        case_reference: reference,
      },
      ...{ plan: JSON.stringify({ people: [personId], uploads: [], lines: [] }), plan_hash: hash('plan') },
      ...{ requested_by: (await other(db, officerId)).id, requested_at: late, decided_by: officerId },
      ...{ decided_at: late, searched_at: START, certificate: '{}', signature: hash('signature') },
    });
    return {
      ...{ table: 'rights_requests', where: { id }, emptied: 'email' },
      heldBy: ['person', 'authority', { reference }],
    };
  },
  exportContent: async ({ db, personId, officerId }) => {
    const reference = nextReference();
    const linked = { subject_id: personId, linked_at: START, wanted_right: 'access', closed_at: null };
    const rights_request_id = await add(db, 'rights_requests', { ...sender(reference, personId), ...linked });
    const asked = { user_id: personId, asked_by: officerId, asked_at: new Date('2009-12-01T00:00:00Z') };
    const export_id = await add(db, 'access_exports', {
      ...{ rights_request_id, ...asked, state: 'review', made_at: asked.asked_at, letter: hash('letter') },
    });
    const of = { export_id, number: 1 };
    await db('export_groups').insert({ ...of, kind: 'attachment', in_table: 'files', title: 'Files' });
    const file_id = await add(db, 'export_files', { export_id, bytes: 1, ...exportSeal() });
    await db('export_file_chunks').insert({ file_id, position: 0, bytes: hash('bytes') });
    const reviewed = { verdict: 'give', reviewed_by: officerId, reviewed_at: START };
    await db('export_items').insert({
      ...of,
      group_number: 1,
      key: 'a',
      sealed: hash('i'),
      file_id,
      ...reviewed,
    });
    await db('export_proposals').insert({ ...of, item_number: 1, in_column: 'a', sealed: hash('words') });
    return {
      ...{ table: 'export_items', where: of },
      parts: {
        ...{ export_groups: of, export_files: { id: file_id }, export_file_chunks: { file_id } },
        export_proposals: of,
      },
      heldBy: ['person', 'authority', { reference }],
    };
  },
} as const satisfies Record<string, Plant>;
