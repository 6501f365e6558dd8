import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { keepHead, keptHeads, recordEvent, verifyChain, type KeptHeads } from '../../src/audit/index.ts';
import { openDatabase, type Database } from '../../src/platform/database.ts';
import { createTestDatabase, query, type TestDatabase } from '../support/database.ts';
import { errorOf } from '../support/errors.ts';

describe('the audit trail', () => {
  let test: TestDatabase;
  let database: Database;
  let folder: string;
  let kept: KeptHeads;
  const clock = () => new Date('2026-11-22T12:00:00Z');
  const secrets = { pepper: Buffer.alloc(32, 7) };

  beforeEach(async () => {
    test = await createTestDatabase();
    database = openDatabase(test.url, { poolSize: 8 });
    folder = await mkdtemp(path.join(tmpdir(), 'sp-bench-heads-'));
    kept = keptHeads(folder, secrets);
  });
  afterEach(async () => {
    await database.close();
    await test.drop();
    await rm(folder, { recursive: true });
  });

  const record = (subject: number, details = {}): Promise<void> =>
    database.knex.transaction((trx) =>
      recordEvent(trx, { userId: null, action: 'test.done' }, { type: 'thing', id: subject }, details),
    );
  const recordAll = async (subjects: readonly number[]): Promise<void> => {
    for (const subject of subjects) await record(subject, { state: 'live', count: subject });
  };
  const verdict = () => verifyChain(database.knex, kept);
  /** As whoever owns the database might, with everything that stands in the way put away. */
  const tamper = (sql: string) =>
    query(
      test.url,
      `begin; alter table audit_events disable trigger user; alter table audit_chain disable trigger user;
       ${sql};
       alter table audit_events enable trigger user; alter table audit_chain enable trigger user; commit`,
    );

  it('is whole where nothing has happened, and after each event', async () => {
    expect(await verdict()).to.deep.equal({ kind: 'whole', events: 0, keptHeads: 0 });
    await recordAll([1, 2, 3]);
    expect(await verdict()).to.deep.equal({ kind: 'whole', events: 3, keptHeads: 0 });
  });

  it('has one chain however many write at once, in the order of their commits', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, subject) => record(subject)));
    expect(await verdict()).to.deep.equal({ kind: 'whole', events: 40, keptHeads: 0 });
  });

  it('holds nobody up before the commit, and takes nothing in from what is rolled back', async () => {
    const slow = await database.knex.transaction();
    await recordEvent(slow, { userId: null, action: 'test.slow' }, { type: 'thing', id: 1 });
    await record(2);
    await slow.commit();
    const undone = await database.knex.transaction();
    await recordEvent(undone, { userId: null, action: 'test.undone' }, { type: 'thing', id: 3 });
    await undone.rollback();
    const chained = await query(
      test.url,
      'select position, subject_id from audit_chain join audit_events on id = event_id order by position',
    );
    expect(chained).to.deep.equal([
      { position: 1, subject_id: '2' },
      { position: 2, subject_id: '1' },
    ]);
    expect(await verdict()).to.deep.include({ kind: 'whole', events: 2 });
  });

  it('takes in details of any letters, and no line break that could pass for another field', async () => {
    await record(1, { reason: 'Łódź "£5"\nsecond line\u0007', empty: null });
    expect(await verdict()).to.deep.include({ kind: 'whole', events: 1 });
    const broken = database.knex.transaction((trx) =>
      recordEvent(trx, { userId: null, action: 'test.done' }, { type: 'thing', id: '1\n2' }),
    );
    expect(await errorOf(() => broken)).to.match(/audit_events_on_one_line/);
  });

  it('can be read and added to by the application, and nothing else', async () => {
    await record(1);
    for (const sql of [
      `update audit_events set action = 'test.other'`,
      'delete from audit_events',
      'truncate audit_events cascade',
      `update audit_chain set hash = hash`,
      'delete from audit_chain',
      'truncate audit_chain',
      `insert into audit_chain select position + 1, event_id, hash from audit_chain`,
      'alter table audit_events disable trigger user',
      'drop table audit_chain',
      'drop trigger audit_events_append_only on audit_events',
      'drop trigger audit_events_linked on audit_events',
      'drop function refuse_change() cascade',
      `create or replace function refuse_change() returns trigger language plpgsql as 'begin return new; end'`,
      'create rule past as on insert to audit_events do instead nothing',
      'set session_replication_role = replica',
      'create trigger mine before insert on audit_events for each row execute function refuse_change()',
      `select link_audit_event(audit_events) from audit_events`,
    ])
      expect(await errorOf(() => database.knex.raw(sql)), sql).to.match(/permission denied|must be owner/);
  });

  it('refuses change and emptying to the owner of the database too [P133]', async () => {
    await record(1);
    for (const sql of [
      `update audit_events set action = 'test.other'`,
      'delete from audit_chain',
      'truncate audit_events, audit_chain',
    ])
      expect(await errorOf(() => query(test.url, sql)), sql).to.match(/append-only/);
  });

  describe('tells where it was tampered with', () => {
    beforeEach(() => recordAll([1, 2, 3, 4, 5]));

    for (const [what, sql] of [
      ['action', `update audit_events set action = 'test.other' where subject_id = '3'`],
      ['time', `update audit_events set at = at + interval '1 microsecond' where subject_id = '3'`],
      ['subject', `update audit_events set subject_id = '9' where subject_id = '3'`],
      ['details', `update audit_events set details = '{}' where subject_id = '3'`],
      [
        'field borders',
        `update audit_events set subject_type = 'thin', subject_id = 'g3' where subject_id = '3'`,
      ],
    ] as const) {
      it(`at an event whose ${what} was changed`, async () => {
        await tamper(sql);
        expect(await verdict()).to.deep.equal({ kind: 'changed', position: 3 });
      });
    }

    it('at an event that was taken out', async () => {
      await tamper(
        `delete from audit_chain where position = 3; delete from audit_events where subject_id = '3'`,
      );
      expect(await verdict()).to.deep.equal({ kind: 'missing', position: 3 });
    });

    it('at the first that no longer fits, where links were numbered anew', async () => {
      await tamper(`delete from audit_chain where position = 3; delete from audit_events where subject_id = '3';
        update audit_chain set position = position - 1 where position > 3`);
      expect(await verdict()).to.deep.equal({ kind: 'changed', position: 3 });
    });

    it('at an event that was slipped in past the chain', async () => {
      await tamper(
        `insert into audit_events (action, subject_type, subject_id) values ('test.done', 'thing', '6')`,
      );
      expect(await verdict()).to.have.property('kind', 'unlinked');
    });

    it('by a head that was kept outside, where the end was cut off', async () => {
      expect(await keepHead(database.knex, kept, clock)).to.be.true;
      await tamper(
        `delete from audit_chain where position > 3; delete from audit_events where subject_id in ('4', '5')`,
      );
      expect(await verdict()).to.deep.equal({
        kind: 'shortened',
        position: 5,
        keptAt: clock().toISOString(),
      });
    });

    it('by a head that was kept outside, where all was written anew', async () => {
      await keepHead(database.knex, kept, clock);
      await tamper(`update audit_events set action = 'test.other' where subject_id = '2';
        delete from audit_chain;
        do $$ declare event audit_events; begin
          for event in select * from audit_events order by id loop perform link_audit_event(event); end loop;
        end $$`);
      expect(await verdict()).to.deep.include({ kind: 'rewritten', position: 5 });
    });
  });

  describe('keeps its head outside the database', () => {
    it('only when something has happened since', async () => {
      expect(await keepHead(database.knex, kept, clock)).to.be.false;
      await record(1);
      expect(await keepHead(database.knex, kept, clock)).to.be.true;
      expect(await keepHead(database.knex, kept, clock)).to.be.false;
      await record(2);
      await keepHead(database.knex, kept, clock);
      expect(await verdict()).to.deep.equal({ kind: 'whole', events: 2, keptHeads: 2 });
    });

    it('in lines that nobody can write, change, take out or swap without the key', async () => {
      for (const subject of [1, 2, 3]) {
        await record(subject);
        await keepHead(database.knex, kept, clock);
      }
      const file = path.join(folder, 'audit-heads.jsonl');
      const text = await readFile(file, 'utf8');
      const [one = '', two = '', three = ''] = text.split('\n');
      for (const [forged, line] of [
        [[one, two.replace('"position":2', '"position":1'), three], 2],
        [[one, three], 2],
        [[two, one, three], 1],
        [[one, 'not JSON', three], 2],
      ] as const) {
        await writeFile(file, forged.join('\n'));
        expect(await verdict()).to.deep.equal({ kind: 'forged-heads', line });
      }
      await writeFile(file, text);
      await keptHeads(folder, { pepper: Buffer.alloc(32, 8) }).keep({
        position: 3,
        hash: Buffer.alloc(32),
        at: 'now',
      });
      expect(await verdict()).to.deep.equal({ kind: 'forged-heads', line: 4 });
      expect(await keepHead(database.knex, kept, clock)).to.be.false;
      await writeFile(file, text);
      await appendFile(file, '\n');
      expect(await verdict()).to.deep.include({ kind: 'whole' });
    });
  });
});
