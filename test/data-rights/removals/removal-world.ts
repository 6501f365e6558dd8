import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Knex } from 'knex';
import {
  approveRemoval,
  type ApproveParts,
  type ApproveResult,
} from '../../../src/data-rights/removals/approve-removal.ts';
import { askForRemoval, type AskCommand } from '../../../src/data-rights/removals/ask-for-removal.ts';
import { finishRemoval } from '../../../src/data-rights/removals/finish-removal.ts';
import { removalOf } from '../../../src/data-rights/removals/store.ts';
import type { Removal } from '../../../src/data-rights/removals/removal.ts';
import { queueMail } from '../../../src/platform/mail/queue-mail.ts';
import { removalsLedger } from '../../../src/platform/removals-ledger.ts';
import { personalData } from '../../../src/wiring.ts';
import { uploadKinds } from '../../../src/wiring-jobs.ts';
import { testSecrets, type TestUser } from '../../support/app.ts';
import { query } from '../../support/database.ts';
import { startWholeApp, type WholeApp } from '../../support/whole-app.ts';

export const actor = { userId: null, action: 'test.removal' };

export interface RemovalWorld {
  app: WholeApp;
  db: Knex;
  parts: ApproveParts;
  requester: TestUser;
  approver: TestUser;
  /** Asks for a removal of a person alone, unless told otherwise; its number. Throws where that is refused. */
  ask: (command: Partial<AskCommand>) => Promise<number>;
  approve: (id: number, by?: TestUser) => Promise<ApproveResult>;
  /** The clearing up and the search that the worker does. */
  finish: (id: number) => Promise<void>;
  removal: (id: number) => Promise<Removal>;
}

export async function startRemovals(options: { jobs?: boolean } = {}): Promise<RemovalWorld> {
  const app = await startWholeApp({ jobs: options.jobs ?? false });
  const db = app.database.knex;
  const parts: ApproveParts = {
    ...{ db, clock: app.clock.now, secrets: testSecrets, declared: personalData },
    kinds: uploadKinds({ database: app.database }),
    ledger: removalsLedger(app.dataDir, testSecrets),
    backupDays: 35,
  };
  const requester = await app.createUser({ role: 'compliance', authorityCode: null });
  const approver = await app.createUser({ role: 'admin', authorityCode: null });
  return {
    ...{ app, db, parts, requester, approver },
    async ask(command) {
      const asked = {
        ...{ scope: 'person' as const, ground: 'leaves' as const, caseReference: null, confirmation: null },
        ...{ requestedBy: requester.id, subject: { userId: 0, authorityId: null } },
        ...command,
      };
      const result = await askForRemoval(parts, asked, actor);
      if (result.kind !== 'asked') throw new Error(`Not asked: ${JSON.stringify(result)}`);
      return result.id;
    },
    approve: (id, by = approver) =>
      approveRemoval(parts, { id, approvedBy: by.id, roles: ['compliance', 'admin'] }, actor),
    finish: (id) =>
      finishRemoval(
        {
          db,
          clock: app.clock.now,
          secrets: testSecrets,
          dataDir: app.dataDir,
          ownerUrl: app.testDatabase.url,
        },
        id,
      ),
    async removal(id) {
      const found = await removalOf(db, id);
      if (!found) throw new Error(`There is no removal ${id}.`);
      return found;
    },
  };
}

/** Every row of every table, as COPY writes it: what `pg_dump` would. Bytes are there in hexadecimal. */
export async function dump(url: string): Promise<string> {
  const tables = await query(
    url,
    `select schemaname || '.' || quote_ident(tablename) as name from pg_tables
     where schemaname in ('public', 'graphile_worker') order by 1`,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const rows = await query(url, `select t::text as row from ${String(name)} as t`);
    texts.push(String(name), ...rows.map(({ row }) => String(row)));
  }
  return texts.join('\n');
}

/** How often a marker stands in a text, as it is or in the hexadecimal of bytes. */
export function times(text: string, marker: string): number {
  const hex = Buffer.from(marker, 'utf8').toString('hex');
  return text.split(marker).length - 1 + (text.split(hex).length - 1);
}

/** A person with something in every table that holds words of or about them; all of it has the marker. */
export async function plantPerson(
  world: Pick<RemovalWorld, 'app' | 'db'>,
  marker: string,
  role: 'officer' | 'lead' = 'officer',
  authorityCode = '00AJ',
): Promise<TestUser> {
  const { app, db } = world;
  const email = `${marker}@ealing.example`;
  const person = await app.createUser({ name: `Zelda ${marker}`, email, role, authorityCode });
  await app.signIn(email);
  const now = app.clock.now();
  const user_id = person.id;
  const viewer = await app.createUser({ authorityCode: '38' });
  await db('contact_details').insert({
    ...{ user_id, telephone: `0208 ${marker}`, postal_address: `Town Hall\n12 ${marker} Road` },
  });
  await db('email_changes').insert({
    ...{ user_id, old_email: `old-${marker}@ealing.example`, new_email: email, asked_at: now },
    ...{ confirm_hash: Buffer.from(`c${marker}`), stop_hash: Buffer.from(`s${marker}`) },
  });
  await db('consents').insert({
    ...{ user_id, purpose: 'sharing', given: true, ways: ['email'], wording: `Words ${marker}` },
    ...{ wording_version: 1, channel: 'web', at: now },
  });
  await db('interests').insert({ user_id, topic: marker, chosen_at: now });
  await db('directory_views').insert([
    { seen_id: user_id, viewer_id: viewer.id, viewed_at: now },
    { seen_id: viewer.id, viewer_id: user_id, viewed_at: now },
  ]);
  const { authority_id } = await db('users').where({ id: user_id }).first<{ authority_id: number }>();
  await db('account_requests').insert({
    ...{ authority_id, requested_by: user_id, requested_at: now, name: `Zelda ${marker}`, email, role },
    ...{ reason: `Why ${marker}`, state: 'issued', decided_by: viewer.id, decided_at: now, user_id },
  });
  await db('enquiries').insert({
    ...{ kind: 'question', reference: `E-${marker}`, received_at: now, user_id, name: marker, email },
    ...{ phone: marker, address: marker, message: `About ${marker}` },
  });
  await db('password_resets').insert({
    ...{ user_id, token_hash: Buffer.from(marker), created_at: now, expires_at: now },
  });
  const letter = { subject: `To ${marker}`, name: `Zelda ${marker}`, parts: [] };
  await db.transaction(async (trx) => {
    await queueMail(trx, testSecrets, { to: email, userId: user_id, about: 'test', letter });
    await queueMail(trx, testSecrets, { to: email, userId: null, about: 'test', letter });
  });
  await mkdir(path.join(app.dataDir, 'mail'), { recursive: true });
  const message = `To: =?UTF-8?Q?Zelda_${marker}?= <${email}>\r\n\r\nDear Zelda ${marker.slice(0, 4)}=\r\n${marker.slice(4)}\r\n`;
  await writeFile(path.join(app.dataDir, 'mail', `2026-${user_id}.eml`), message);
  return person;
}

export async function register(app: WholeApp): Promise<Record<string, unknown>[]> {
  const text = await readFile(path.join(app.dataDir, 'removals.jsonl'), 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
