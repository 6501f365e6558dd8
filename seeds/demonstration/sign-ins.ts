import { randomInt } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Knex } from 'knex';
import { z } from 'zod';
import {
  createUser,
  needsSecondFactor,
  newSeed,
  seedOf,
  setPassword,
  writeSecondFactor,
  type NewUserCommand,
  type SealingSecrets,
} from '../../src/accounts/index.ts';
import { systemClock } from '../../src/platform/clock.ts';
import type { Config } from '../../src/platform/config.ts';

const signInsFile = z.array(
  z.object({
    email: z.string(),
    password: z.string().min(1),
    role: z.string(),
    authority: z.string().nullable(),
    totpSecret: z.string().nullable(),
  }),
);

export type SignIn = z.output<typeof signInsFile>[number];

const people: readonly NewUserCommand[] = [
  { email: 'priya.nair@ealing.example', name: 'Priya Nair', role: 'officer', authorityCode: '00AJ' },
  { email: 'martin.holloway@ealing.example', name: 'Martin Holloway', role: 'lead', authorityCode: '00AJ' },
  {
    email: 'helen.ashworth@oxfordshire.example',
    name: 'Helen Ashworth',
    role: 'officer',
    authorityCode: '38',
  },
  { email: 'daniel.okafor@leeds.example', name: 'Daniel Okafor', role: 'officer', authorityCode: '00DA' },
  { email: 'sofia.marchetti@occ.example', name: 'Sofia Marchetti', role: 'support', authorityCode: null },
  { email: 'graham.whitlock@occ.example', name: 'Graham Whitlock', role: 'compliance', authorityCode: null },
  { email: 'amina.yusuf@occ.example', name: 'Amina Yusuf', role: 'compliance', authorityCode: null },
  { email: 'ruth.pemberton@occ.example', name: 'Ruth Pemberton', role: 'admin', authorityCode: null },
];

const actor = { userId: null, action: 'demonstration.user-created' };

/**
 * Makes the accounts that are missing, those of OCC with a second factor, and keeps how to sign in where scripts look for
 * it (mode 0600).
 */
export async function seedSignIns(
  db: Knex,
  secrets: SealingSecrets,
  { dataDir, demoPassword }: Pick<Config, 'dataDir' | 'demoPassword'>,
): Promise<SignIn[]> {
  const file = path.join(dataDir, 'demo-sign-ins.json');
  const known = await readSignIns(file);
  const password = demoPassword ?? known[0]?.password ?? readablePassword();
  const users = await usersAmong(db);
  for (const person of people) {
    const isKnown = known.some((one) => one.email === person.email && one.password === password);
    const userId = users.get(person.email) ?? (await addPerson(db, person));
    if (isKnown && users.has(person.email)) continue;
    await db.transaction((trx) => setPassword(trx, { userId, password, at: systemClock() }, actor));
  }
  const signIns: SignIn[] = [];
  for (const { email, role, authorityCode } of people) {
    const kept = known.find((one) => one.email === email)?.totpSecret ?? null;
    const totpSecret = needsSecondFactor(role) ? await secondFactorOf(db, secrets, { email, kept }) : null;
    signIns.push({ email, password, role, authority: authorityCode, totpSecret });
  }
  await writeSignIns(file, signIns);
  return signIns;
}

/** The key that an earlier run has written, while it is the one in use; else a new one. */
async function secondFactorOf(
  db: Knex,
  secrets: SealingSecrets,
  { email, kept }: { email: string; kept: string | null },
): Promise<string> {
  const userId = (await usersAmong(db)).get(email);
  if (userId === undefined) throw new Error(`${email} has no account`);
  if (kept !== null && (await seedOf(db, secrets, userId)) === kept) return kept;
  const factor = { userId, seed: newSeed(), step: 0, at: systemClock() };
  await db.transaction((trx) => writeSecondFactor(trx, secrets, factor));
  return factor.seed;
}

async function usersAmong(db: Knex): Promise<Map<string, number>> {
  const emails = people.map(({ email }) => email);
  const rows = await db('users')
    .whereIn('email', emails)
    .select<{ id: number; email: string }[]>('id', 'email');
  return new Map(rows.map(({ id, email }) => [email, id]));
}

/** Makes an account without a password. Throws where the address or the authority stands in the way. */
export async function addPerson(db: Knex, person: NewUserCommand): Promise<number> {
  const result = await createUser(db, person, { clock: systemClock, actor });
  if (result.kind !== 'created') throw new Error(`${person.email} was not created: ${result.kind}`);
  return result.userId;
}

/** What an earlier run has written; nothing where that cannot be used. */
async function readSignIns(file: string): Promise<SignIn[]> {
  try {
    return signInsFile.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return [];
  }
}

async function writeSignIns(file: string, signIns: SignIn[]): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.part`;
  await writeFile(draft, `${JSON.stringify(signIns, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, file);
}

/** Four groups of four, without characters that look like others: about 78 random bits. */
function readablePassword(): string {
  const characters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const group = (): string =>
    Array.from({ length: 4 }, () => characters[randomInt(characters.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}
