import path from 'node:path';
import type { Knex } from 'knex';
import { createUser } from '../../src/accounts/index.ts';
import { approveRemoval, type ApproveParts } from '../../src/data-rights/removals/approve-removal.ts';
import { askForRemoval } from '../../src/data-rights/removals/ask-for-removal.ts';
import { finishRemoval } from '../../src/data-rights/removals/finish-removal.ts';
import type { Scope, Subject } from '../../src/data-rights/removals/removal.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { removalsLedger } from '../../src/platform/removals-ledger.ts';
import { personalData } from '../../src/wiring.ts';
import { uploadKinds } from '../../src/wiring-jobs.ts';
import { testSecrets } from '../support/app.ts';
import type { Bench } from './server.ts';
import type { Line } from './table.ts';

const actor = { userId: null, action: 'bench.removal' };

interface RemovalTimes {
  /** Of the removal itself, and of clearing up and searching after it. */
  seconds: number;
  searchSeconds: number;
}

interface Size {
  uploads: number;
  services: number;
}

const MOST_SECONDS = 10;
const person: Size = { uploads: 50, services: 100 };
const authority: Size = { uploads: 28, services: 1000 };
/** What is there of others, and stays: 48,000 services, 80,000 findings and as many files as that takes. */
const others = { authorities: 40, size: { uploads: 2, services: 600 } };

/**
 * A person with 50 uploads, and an authority with 28 extracts of 1,000 services each, removed for good from among the data
 * of forty other authorities: carried out, what is left of it rewritten, searched after and certified.
 */
export async function benchRemovals(bench: Bench): Promise<Line[]> {
  const times = await removals(bench, { person, authority });
  return [
    ...linesOf('A person with 50 uploads removed', times.person),
    ...linesOf('An authority with 28 extracts of 1,000 services removed', times.authority),
  ];
}

function linesOf(what: string, { seconds, searchSeconds }: RemovalTimes): Line[] {
  const shown = (value: number): string => `${value.toFixed(2)} s`;
  const all = seconds + searchSeconds;
  return [
    {
      what: `${what}, searched after and certified, of ${MOST_SECONDS} s`,
      measured: shown(all),
      ratio: all / MOST_SECONDS,
      bar: { most: 1 },
    },
    { what: `${what}: the removal itself, s`, measured: shown(seconds), ratio: seconds, bar: null },
    {
      what: `${what}: rewriting, search and certificate, s`,
      measured: shown(searchSeconds),
      ratio: searchSeconds,
      bar: null,
    },
  ];
}

/** Each is certified in the end, or it throws. */
async function removals(
  bench: Bench,
  sizes: { person: Size; authority: Size },
): Promise<{ person: RemovalTimes; authority: RemovalTimes }> {
  const url = await bench.createDatabase('removals');
  const database = openDatabase(url, { poolSize: 4 });
  const dataDir = path.join(bench.folder, 'removals');
  const db = database.knex;
  const parts: ApproveParts = {
    ...{ db, clock: systemClock, secrets: testSecrets, declared: personalData },
    ...{ kinds: uploadKinds({ database }), ledger: removalsLedger(dataDir, testSecrets), backupDays: 35 },
  };
  const user = async (email: string, role: 'lead' | 'compliance' | 'admin', code: string | null) => {
    const command = { email, name: `Name of ${email}`, role, authorityCode: code };
    const made = await createUser(db, command, { clock: systemClock, actor });
    if (made.kind !== 'created') throw new Error(made.kind);
    return made.userId;
  };
  try {
    const [asker, approver] = [
      await user('a@x.example', 'compliance', null),
      await user('b@x.example', 'admin', null),
    ];
    const [leaver, lead] = [
      await user('c@x.example', 'lead', '00AJ'),
      await user('d@x.example', 'lead', '00AJ'),
    ];
    const other = await user('e@x.example', 'lead', '38');
    await fill(db, leaver, sizes.person);
    await fill(db, other, sizes.authority);
    const codes = await db('authorities')
      .whereNotIn('code', ['00AJ', '38'])
      .orderBy('code')
      .limit(others.authorities)
      .pluck<string[]>('code');
    for (const [place, code] of codes.entries())
      await fill(db, await user(`f${place}@x.example`, 'lead', code), others.size);
    await db.raw('analyze');
    const of = async (scope: Scope, subject: Subject, by: number): Promise<RemovalTimes> => {
      const confirmation = { by, on: '2026-01-31', way: 'phone' as const };
      const command = { scope, subject, confirmation, ground: 'leaves' as const, caseReference: null };
      const asked = await askForRemoval(parts, { ...command, requestedBy: asker }, actor);
      if (asked.kind !== 'asked') throw new Error(JSON.stringify(asked));
      const begun = performance.now();
      const { kind } = await approveRemoval(parts, { id: asked.id, approvedBy: approver, roles: [] }, actor);
      if (kind !== 'removed') throw new Error(kind);
      const removed = performance.now();
      await finishRemoval({ ...parts, secrets: testSecrets, dataDir, ownerUrl: url }, asked.id);
      const ended = performance.now();
      const row = await db('removals').where({ id: asked.id }).first<{ state: string }>('state');
      if (row.state !== 'certified') throw new Error(`It ended as ${row.state}.`);
      return { seconds: (removed - begun) / 1000, searchSeconds: (ended - removed) / 1000 };
    };
    const authorityId = (await db('users').where({ id: other }).first<{ authority_id: number }>())
      .authority_id;
    return {
      person: await of('person-and-uploads', { userId: leaver, authorityId: null }, lead),
      authority: await of('authority', { userId: null, authorityId }, other),
    };
  } finally {
    await database.close();
  }
}

/** Uploads as the pipeline leaves them, made by SQL: what is measured is how they go. */
async function fill(db: Knex, userId: number, { uploads, services }: Size): Promise<void> {
  await db.raw(
    `with sent as (
       insert into uploads (authority_id, uploaded_by, kind, series, file_name, file_size, sha256, data_date, state, live_from)
       select authority_id, id, 'extract', 'extract', 'a.zip', 1, '\\x00', date '2004-01-01' + n,
         case when n = :uploads then 'live' else 'superseded' end, now() - make_interval(days => :uploads - n)
       from users, generate_series(1, :uploads) as n where id = :userId returning id, authority_id, data_date, state),
     sealed as (insert into originals select id, 'test', '\\x00', '\\x00' from sent),
     chunks as (insert into original_chunks select id, n, decode(repeat('00', 524288), 'hex') from sent, generate_series(0, 1) as n),
     found as (insert into findings (upload_id, number, group_number, file_position, row, column_position, value, severity)
       select id, n, 1, 0, n, 0, 'x', 'notice' from sent, generate_series(1, 1000) as n),
     versions as (insert into extracts (upload_id, authority_id, extract_date, services)
       select id, authority_id, data_date, :services from sent returning id, upload_id),
     rows as (insert into services (extract_id, row, service_id, service_name, service_type, client_group,
         accommodation_type, duration_type, charge_type, funded_status, units)
       select id, n, 'S' || n, 'Service ' || n, 1, 1, 1, 1, 1, 1, 10 from versions, generate_series(1, :services) as n),
     measured as (insert into service_measures (extract_id, row)
       select id, n from versions, generate_series(1, :services) as n)
     insert into quality_scores select id, n, 'S' || n, 1, 1, 1, date '2004-01-01' from versions, generate_series(1, :services) as n`,
    { userId, uploads, services },
  );
  await db.raw(
    `insert into live_extracts select extracts.authority_id, extracts.id from extracts join uploads on uploads.id = upload_id
     where state = 'live' and uploaded_by = ?`,
    [userId],
  );
}
