import { existsSync } from 'node:fs';
import { expect } from 'chai';
import type { RunClass } from '../../../src/data-rights/retention/retention-run.ts';
import { classesWithTerm, cutoffOf, type RetentionKey } from '../../../src/platform/retention-classes.ts';
import { ends, type Planted, plants } from './planting.ts';
import { type RetentionWorld, startRetention } from './retention-world.ts';

describe('each class of the retention schedule', function () {
  this.timeout(120_000);
  let world: RetentionWorld;
  let authorityId: number;
  before(async () => {
    world = await startRetention();
    const authority = await world.db('authorities').where({ code: '00AJ' }).first<{ id: number }>('id');
    authorityId = authority.id;
  });
  after(() => world.app.close());

  const plant = (key: RetentionKey): Promise<Planted> =>
    plants[key]!({
      ...{ db: world.db, personId: world.person.id, officerId: world.officer.id, authorityId },
      dataDir: world.app.dataDir,
    });
  const isThere = async ({ table, where, emptied, file }: Planted): Promise<boolean> => {
    if (file !== undefined) return existsSync(file);
    const row = await world.db(table).where(where).first<Record<string, unknown> | undefined>();
    return row !== undefined && (emptied === undefined || row[emptied] !== null);
  };
  /** Tables in which something that belongs to it stands. */
  const partsThere = async ({ parts = {} }: Planted): Promise<string[]> => {
    const found: string[] = [];
    for (const [table, where] of Object.entries(parts))
      if ((await world.db(table).where(where).select('*')).length > 0) found.push(table);
    return found;
  };
  /** What a run of this class alone says at a moment. */
  const runAt = async (key: RetentionKey, at: Date): Promise<Omit<RunClass, 'key'>> => {
    const own = world.holders.filter((holder) => holder.class.key === key);
    const [done] = (await world.runAt(at, own)).classes;
    const { due, held, deleted, hasFailed } = done!;
    return { due, held, deleted, hasFailed };
  };
  const done = { due: 1, held: 0, deleted: 1, hasFailed: false };

  it('has a row of its own here, and no other', () => {
    const keys = classesWithTerm.map(({ key }) => key).sort();
    expect(Object.keys(plants).sort()).to.deep.equal(keys);
    expect(Object.keys(ends).sort()).to.deep.equal(keys);
  });

  for (const { key } of classesWithTerm) {
    const name = key as RetentionKey;
    const end = new Date(ends[key] ?? 0);

    it(`${key} is there a second before its term is over, and at its end gone with all that belongs to it [P91, P92]`, async () => {
      const planted = await plant(name);
      const parts = Object.keys(planted.parts ?? {});
      const early = await runAt(name, new Date(end.getTime() - 1000));
      expect(early).to.deep.equal({ due: 0, held: 0, deleted: 0, hasFailed: false });
      expect([await isThere(planted), await partsThere(planted)]).to.deep.equal([true, parts]);
      expect(await runAt(name, end)).to.deep.equal(done);
      expect([await isThere(planted), await partsThere(planted)]).to.deep.equal([false, []]);
      expect(await runAt(name, end)).to.deep.equal({ ...done, due: 0, deleted: 0 });
      await world.db(planted.table).where(planted.where).delete();
    });

    it(`${key} stays while a legal hold covers it, and goes by itself once that has ended`, async () => {
      const planted = await plant(name);
      for (const by of planted.heldBy ?? []) {
        const hold = await (by === 'person'
          ? world.hold('person', world.person.email)
          : by === 'authority'
            ? world.hold('authority', '00AJ')
            : world.hold('case', by.reference));
        const held = await runAt(name, end);
        expect(held, JSON.stringify(by)).to.deep.equal({ ...done, held: 1, deleted: 0 });
        expect(await isThere(planted)).to.be.true;
        await world.endHold(hold);
      }
      const elsewhere = await world.hold('authority', '38');
      expect(await runAt(name, end)).to.deep.equal(done);
      await world.endHold(elsewhere);
      await world.db(planted.table).where(planted.where).delete();
    });
  }

  it('lets what was done on a request stay with the account, without the request', async () => {
    const planted = await plant('request');
    const done = {
      ...{ user_id: world.person.id, rights_request_id: planted.where.id, purpose: 'research' },
      ...{ raised_at: new Date(), state: 'withdrawn', decided_at: new Date(), decided_by: world.officer.id },
    };
    await world.db('objections').insert({ ...done, decision_reasons: 'Taken back' });
    expect(await runAt('request', new Date(ends.request!))).to.include({ deleted: 1, hasFailed: false });
    expect(await world.db('objections').pluck('rights_request_id')).to.deep.equal([null]);
  });

  it('stays while the use of somebody’s data is limited for a legal claim', async () => {
    await plant('passwordReset');
    const end = new Date(ends.passwordReset!);
    const [limit] = await world
      .db('restrictions')
      .insert({
        ...{ user_id: world.person.id, ground: 'legal-claims', started_at: end },
        started_by: world.officer.id,
      })
      .returning<{ id: number }[]>('id');
    expect(await runAt('passwordReset', end)).to.include({ due: 1, held: 1, deleted: 0 });
    await world.db('restrictions').where(limit!).delete();
    expect(await runAt('passwordReset', end)).to.include({ due: 1, held: 0, deleted: 1 });
  });
});

describe('a term', () => {
  const cutoff = (count: number, unit: 'days' | 'years', now: string): string =>
    cutoffOf({ count, unit }, new Date(now)).toISOString();

  it('of years ends on the same day, and what begins on 29 February waits for 1 March', () => {
    expect(cutoff(6, 'years', '2032-11-29T10:00:00Z')).to.equal('2026-11-29T10:00:00.000Z');
    expect(cutoff(2, 'years', '2026-02-28T10:00:00Z')).to.equal('2024-02-28T10:00:00.000Z');
    expect(cutoff(2, 'years', '2026-03-01T10:00:00Z')).to.equal('2024-03-01T10:00:00.000Z');
    expect(cutoff(2, 'years', '2028-02-29T10:00:00Z')).to.equal('2026-02-28T10:00:00.000Z');
  });

  it('of days is so many times 24 hours', () => {
    expect(cutoff(90, 'days', '2026-03-30T10:00:00Z')).to.equal('2025-12-30T10:00:00.000Z');
  });
});
