import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { addJob } from '../../../src/platform/jobs.ts';
import type { TestUser } from '../../support/app.ts';
import { asOwner } from '../../support/database.ts';
import {
  extractZip,
  fundingRow,
  fundingsCsv,
  performanceCsv,
  performanceRow,
  qualityCsv,
  qualityRow,
  serviceRow,
  servicesCsv,
} from '../../support/extract-files.ts';
import { bytesOf, formRow, sheetOf } from '../../support/outcome-files.ts';
import { extractOf, sendAndSettle } from '../../uploads/officer.ts';
import { plantRows } from './plant-rows.ts';
import type { Markers } from './plant-values.ts';
import type { RemovalWorld } from './removal-world.ts';

/**
 * A person of Ealing with markers in everything that can be theirs: files by the ordinary ways, and a row in every table;
 * `inFiles` are those in the data folder, in a letter and in what a crash has left.
 */
export async function plantEverything(
  world: RemovalWorld,
  next: Markers,
  role: 'officer' | 'lead' = 'officer',
): Promise<TestUser & { authorityId: number; planted: string[]; inFiles: string[] }> {
  const { app, db } = world;
  const person = await app.createUser({ name: `Zelda ${next()}`, email: `${next()}@ealing.example`, role });
  const browser = await app.signIn(person.email);
  // Published when it is first read, so that it can be acknowledged.
  await browser.get('/policies/privacy');
  const [first, second] = [next(), next()];
  const services = [serviceRow(first, { ServiceName: `House ${second}` }), serviceRow('S2')];
  const extract = extractZip(
    {
      services: servicesCsv(services),
      fundings: fundingsCsv([fundingRow(first), fundingRow('S2')]),
      quality: qualityCsv([qualityRow(first)]),
      performance: performanceCsv(['A', 'B'].map((item) => performanceRow(first, item))),
    },
    { [`${next()}.csv`]: `Notes\r\n${next()}\r\n` },
  );
  const { id: uploadId, state } = await sendAndSettle(browser, extract, undefined, 'keep-all-tables');
  if (state !== 'live') throw new Error(`The extract is ${state}.`);
  const form = formRow('10000000001', { SPServiceID: first, Service_Name: `House ${second}` });
  const workbook = await sendAndSettle(
    browser,
    bytesOf(sheetOf([form]), 'csv'),
    'OutcomesShort_00AJ_30062009.csv',
  );
  if (workbook.state !== 'live') throw new Error(`The workbook is ${workbook.state}.`);
  // The name differs from the service's: that is to be decided, and the finding quotes both.
  const doubtful = formRow('10000000002', { SPServiceID: first });
  await sendAndSettle(browser, bytesOf(sheetOf([doubtful]), 'csv'), 'OutcomesLong_00AJ_30062009.csv');
  const faulty = { SupportServiceId: next(), ServiceName: next(), ServiceType: next() };
  await sendAndSettle(browser, extractOf(1, { services: { 1: faulty } }), 'SPLSExtract_00AJ_14092004.zip');
  const { authority_id: authorityId } = await db('users')
    .where({ id: person.id })
    .first<{ authority_id: number }>();
  const plant = { person: person.id, other: world.requester.id, authorityId, uploadId, next };
  const planted = await asOwner(app.testDatabase.url, (owner) => plantRows(owner, plant));
  // A hold in force would keep the removal waiting.
  await db.raw(
    `insert into legal_hold_ends (hold_id, reason, ended_by, ended_at)
     select id, 'settled', placed_by, placed_at from legal_holds on conflict do nothing`,
  );
  // Former names are kept by the database itself.
  const email = `${next().toLowerCase()}@ealing.example`;
  await db('users')
    .where({ id: person.id })
    .update({ name: `Zelda ${next()}`, email, password_hash: `$argon2id$${next()}` });
  await db.transaction((trx) =>
    addJob(trx, {
      task: 'none',
      payload: { number: person.id },
      queue: 'none',
      runAt: new Date('2999-01-01'),
    }),
  );
  await mkdir(path.join(app.dataDir, 'mail'), { recursive: true });
  const letter = `To: <${email}>\r\n\r\nDear ${email.slice(0, 4)}=\r\n${email.slice(4)}\r\n`;
  await writeFile(path.join(app.dataDir, 'mail', `2026-${person.id}.eml`), letter);
  // What an upload leaves that was cut off: in the folder of a process that is gone.
  const left = path.join(app.dataDir, 'tmp', '4194303_1~cut-off');
  await mkdir(left, { recursive: true });
  const inTmp = next();
  await writeFile(path.join(left, 'file-1'), `SupportServiceId,ServiceName\r\n1,${inTmp}\r\n`);
  const inMail = email.slice(0, email.indexOf('@')).toUpperCase();
  return { ...person, email, authorityId, planted, inFiles: [inMail, inTmp].sort() };
}
