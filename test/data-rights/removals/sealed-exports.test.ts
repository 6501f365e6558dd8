import { Readable } from 'node:stream';
import { expect } from 'chai';
import type { Knex } from 'knex';
import { addFile } from '../../../src/data-rights/exports/store-files.ts';
import { addGroup, setVerdict } from '../../../src/data-rights/exports/store-items.ts';
import { setLetter } from '../../../src/data-rights/exports/store.ts';
import {
  addProposals,
  addSearch,
  addWithholding,
} from '../../../src/data-rights/exports/store-withholdings.ts';
import { settle } from '../../../src/data-rights/removals/issue-certificate.ts';
import { testSecrets } from '../../support/app.ts';
import { actor, type RemovalWorld, startRemovals } from './removal-world.ts';

const NAME = 'Quendolin Xavier-Removed';

describe('sealed exports of others, after somebody was removed', function () {
  this.timeout(60_000);
  let world: RemovalWorld;
  let exportId: number;
  let reference: string;
  let made = 0;
  before(async () => {
    world = await startRemovals();
  });
  beforeEach(async () => {
    const { app, db, requester } = world;
    const other = await app.createUser({ name: 'Bea Other' });
    reference = `R-ACACAC${String((made += 1)).padStart(2, '2')}`;
    const now = app.clock.now();
    const [request] = await db('rights_requests')
      .insert({
        ...{ reference, received_at: now, user_id: other.id, name: 'Bea Other', email: other.email },
        ...{ message: 'All, please', wanted_right: 'access', subject_id: other.id, linked_at: now },
      })
      .returning<{ id: number }[]>('id');
    const [row] = await db('access_exports')
      .insert({
        ...{ rights_request_id: request!.id, user_id: other.id, asked_by: requester.id, asked_at: now },
      })
      .returning<{ id: number }[]>('id');
    exportId = row!.id;
    await write(async (trx) => {
      const group = {
        number: 1,
        kind: 'declared' as const,
        table: 'enquiries',
        title: 'Enquiries',
        columns: [],
      };
      const items = [{ key: 'a', values: { message: 'Hello' } }];
      await addGroup(trx, testSecrets, exportId, { group, items, firstNumber: 1 });
      await setLetter(trx, testSecrets, exportId, 'Dear Bea Other');
    });
  });
  after(() => world.app.close());

  const write = (work: (trx: Knex.Transaction) => Promise<unknown>): Promise<unknown> =>
    world.db.transaction(work);
  const by = () => ({ userId: world.requester.id, at: world.app.clock.now() });

  /** Removes somebody of that name and searches after them; what was found that nobody had planned. */
  async function removed(newName?: string): Promise<{ id: number; found: unknown[]; state: string }> {
    const person = await world.app.createUser({ name: NAME });
    if (newName) await world.db('users').where({ id: person.id }).update({ name: newName });
    const id = await world.ask({ subject: { userId: person.id, authorityId: null } });
    expect(await world.approve(id)).to.deep.equal({ kind: 'removed' });
    await world.finish(id);
    const found = await world
      .db('removal_traces')
      .where({ removal_id: id, is_planned: false })
      .orderBy('place')
      .select('place', 'count');
    return { id, found, state: (await world.removal(id)).state };
  }

  it('are no hindrance where nothing in them names that person', async () => {
    const { found, state } = await removed();
    expect([found, state]).to.deep.equal([[], 'certified']);
  });

  it('are put before a person where what is withheld is their name, before there is a certificate [P69]', async () => {
    const test = { canAnswerWithout: true, consented: 'no', reasonableWithout: false, reasoning: 'Hers' };
    const withholding = {
      ...{ item: 1, column: 'message', passage: NAME, ground: 'somebody-else', reason: 'A colleague.' },
      ...{ test: test as never, opinion: null },
    };
    await write((trx) => addWithholding(trx, testSecrets, exportId, { withholding, ...by() }));
    const { id, found, state } = await removed();
    const place = `export of ${reference}`;
    expect([found, state]).to.deep.equal([[{ place, count: 1 }], 'removed']);
    const judged = { id, place, settlement: 'must-stay' as const, userId: world.requester.id };
    const parts = { db: world.db, clock: world.app.clock.now, secrets: testSecrets };
    expect(await settle(parts, judged, actor)).to.deep.equal({ kind: 'certified' });
    const { certificate } = await world.removal(id);
    expect(certificate).to.include(place).and.not.to.include(NAME);
    await world.db('access_exports').where({ id: exportId }).delete();
  });

  it('are searched by a name that the person had before, too', async () => {
    await write((trx) => setLetter(trx, testSecrets, exportId, `Dear Bea, ${NAME} was told.`));
    const { found } = await removed('Quendolin Renamed');
    expect(found).to.deep.equal([{ place: `export of ${reference}`, count: 1 }]);
    await world.db('access_exports').where({ id: exportId }).delete();
  });

  const places: Record<string, (trx: Knex.Transaction) => Promise<unknown>> = {
    'a record that is to be given': (trx) => {
      const group = { number: 2, kind: 'found' as const, table: 'notes', title: 'Notes', columns: [] };
      const items = [{ key: 'b', values: { note: `Sat beside ${NAME.toLowerCase()}` } }];
      return addGroup(trx, testSecrets, exportId, { group, items, firstNumber: 2 });
    },
    'why a record was left out': (trx) =>
      setVerdict(trx, testSecrets, exportId, {
        ...{ number: 1, verdict: 'leave-out', note: `About ${NAME}`, ...by() },
      }),
    'a proposal': (trx) =>
      addProposals(trx, testSecrets, exportId, [{ item: 1, column: 'message', passage: NAME }]),
    'a search': (trx) => {
      const search = { place: 'Mailbox', terms: NAME, on: '2026-01-05', result: 'None', whyNot: null };
      return addSearch(trx, testSecrets, exportId, { search, ...by() });
    },
    'the letter': (trx) => setLetter(trx, testSecrets, exportId, `Dear Bea, ${NAME} was told.`),
    'a file that was added': async (trx) => {
      const { fileId } = await addFile(
        trx,
        testSecrets,
        exportId,
        Readable.from([Buffer.from(`By ${NAME}`)]),
      );
      await trx('export_items').where({ export_id: exportId }).update({ file_id: fileId });
    },
  };
  for (const [what, writeThere] of Object.entries(places))
    it(`are found by ${what}`, async () => {
      await write(writeThere);
      expect((await removed()).found).to.deep.equal([{ place: `export of ${reference}`, count: 1 }]);
      await world.db('access_exports').where({ id: exportId }).delete();
    });
});
