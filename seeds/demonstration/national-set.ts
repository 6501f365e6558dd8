import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Knex } from 'knex';
import { knownAuthorities, type KnownAuthority } from '../../src/authorities/index.ts';
import { madeServices, makeExtract } from '../../src/extracts/index.ts';
import { makeWorkbook, workbookName } from '../../src/outcomes/index.ts';
import { ddmmyyyy } from '../../src/tables/index.ts';
import { addPerson } from './sign-ins.ts';

export type Upload = (received: {
  authorityCode: string;
  userId: number;
  file: { path: string; name: string; size: number };
}) => Promise<void>;

export const DEMONSTRATION_SEED = 9;
/** The quarters that are loaded, the oldest first, and one more to try an upload with. */
export const quarters = ['2009-03-31', '2009-06-30'] as const;
export const nextQuarter = '2009-09-30';

const AT_ONCE = 4;

/** Services of the authorities that the demonstration signs in as; the others have them by population. */
const sizes: Readonly<Record<string, number>> = { '00AJ': 120, '38': 254, '00DA': 150 };
const PEOPLE_A_SERVICE = 13_000;
const [FEWEST, MOST] = [12, 60];

export function demonstrationPlan(authority: KnownAuthority, date: string) {
  const byPopulation = Math.round(authority.population / PEOPLE_A_SERVICE);
  const services = sizes[authority.code] ?? Math.min(MOST, Math.max(FEWEST, byPopulation));
  return { authority, services, date, seed: DEMONSTRATION_SEED };
}

interface NationalSetParts {
  db: Knex;
  upload: Upload;
  log: (line: string) => void;
}

/**
 * Two quarters of every authority, and outcomes workbooks of the later one, through the product's own door. What is there
 * already is left alone.
 */
export async function loadNationalSet({ db, upload, log }: NationalSetParts): Promise<void> {
  const latest = await latestDates(db);
  const all = await knownAuthorities();
  const filesOf = (authority: KnownAuthority): DemonstrationFile[] => missingFiles(authority, latest);
  const missing = all.filter((authority) => filesOf(authority).length > 0);
  if (missing.length === 0) return;
  log(`Loading extracts and outcomes of ${missing.length} authorities …`);
  const began = performance.now();
  const officers = await loadingOfficers(db, missing);
  const folder = await mkdtemp(path.join(tmpdir(), 'sp-bench-demonstration-'));
  try {
    await inTurn(missing, async (authority) => {
      for (const { name, write } of filesOf(authority)) {
        const file = path.join(folder, name);
        await write(file);
        const { size } = await stat(file);
        const userId = officers.get(officerEmail(authority.code)) ?? 0;
        await upload({ authorityCode: authority.code, userId, file: { path: file, name, size } });
        await rm(file);
      }
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  log(`They are live (${Math.round((performance.now() - began) / 1000)} s).`);
}

interface DemonstrationFile {
  name: string;
  write: (file: string) => Promise<void>;
}

const FORMS_A_SERVICE = 6;

/** In the order in which they have to be sent: a workbook is of services that are live. */
function missingFiles(authority: KnownAuthority, latest: ReadonlyMap<string, string>): DemonstrationFile[] {
  const { code } = authority;
  const isMissing = (kind: string, date: string): boolean => date > (latest.get(`${code} ${kind}`) ?? '');
  const extracts = quarters.filter((date) => isMissing('extract', date));
  const [date] = quarters.slice(-1) as [string];
  const terms = (['short', 'long'] as const).filter((term) => isMissing(`outcomes-${term}`, date));
  return [
    ...extracts.map((day) => ({
      name: `SPLSExtract_${code}_${ddmmyyyy(day)}.zip`,
      write: (file: string) => makeExtract(demonstrationPlan(authority, day), file),
    })),
    ...terms.map((term) => ({
      name: workbookName({ term, code, date, format: sizes[code] ? 'xlsx' : 'csv' }),
      write: (file: string) => {
        const services = madeServices(demonstrationPlan(authority, date));
        const plan = { authority, term, date, seed: DEMONSTRATION_SEED, services };
        return makeWorkbook({ ...plan, formsPerService: FORMS_A_SERVICE }, file);
      },
    })),
  ];
}

/** The latest day that each authority has had a live upload of, by its code and the kind of upload. */
async function latestDates(db: Knex): Promise<Map<string, string>> {
  const rows = await db('uploads')
    .join('authorities', 'authorities.id', 'uploads.authority_id')
    .whereNotNull('uploads.live_from')
    .groupBy('authorities.code', 'uploads.kind')
    .select<{ code: string; kind: string; latest: string }[]>(
      'authorities.code',
      'uploads.kind',
      db.raw('max(uploads.data_date) as latest'),
    );
  return new Map(rows.map(({ code, kind, latest }) => [`${code} ${kind}`, latest]));
}

function officerEmail(code: string): string {
  return `demonstration.${code.toLowerCase()}@example.org`;
}

/** An officer of each authority, whom nobody can sign in as: no upload is without somebody who sent it. */
async function loadingOfficers(db: Knex, authorities: KnownAuthority[]): Promise<Map<string, number>> {
  const emails = authorities.map(({ code }) => officerEmail(code));
  const rows = await db('users')
    .whereIn('email', emails)
    .select<{ id: number; email: string }[]>('id', 'email');
  const officers = new Map(rows.map(({ id, email }) => [email, id]));
  await inTurn(authorities, async ({ code }) => {
    const email = officerEmail(code);
    if (officers.has(email)) return;
    const person = { email, name: 'Demonstration officer', role: 'officer', authorityCode: code } as const;
    officers.set(email, await addPerson(db, person));
  });
  return officers;
}

/** Does the work for each of many, a few at once. */
async function inTurn<T>(many: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const rest = many.values();
  const takeTurns = async (): Promise<void> => {
    for (const one of rest) await work(one);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, takeTurns));
}
