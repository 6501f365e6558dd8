import type { Knex } from 'knex';
import { recordEvent } from '../../audit/index.ts';
import type { Clock } from '../../platform/clock.ts';
import { rewriteTables, tablesBelow, tidyTables } from '../../platform/maintain.ts';
import { openContent } from '../../platform/mail/queue-mail.ts';
import { openText } from '../../platform/sealing.ts';
import { removeLeftFiles } from '../../platform/temporary-files.ts';
import type { Secrets } from '../../platform/secrets.ts';
import { exportsSaying } from '../exports/search-exports.ts';
import { CERTIFIED, certify } from './issue-certificate.ts';
import type { Plan, Removal } from './removal.ts';
import { tracesPlace } from './removal-job.ts';
import { removeLetterFiles, searchFiles } from '../search/search-files.ts';
import { removalOf, replaceTraces } from './store.ts';
import { lettersKept } from './store-people.ts';
import { type Found, searchDatabase } from '../search/store-search.ts';
import { countIn, type Traces } from '../search/traces.ts';

export interface FinishParts {
  db: Knex;
  clock: Clock;
  secrets: Pick<Secrets, 'signing' | 'originals'>;
  dataDir: string;
  /** Of the database as its owner, who alone may rewrite tables. */
  ownerUrl: string;
}

/**
 * What follows a removal, and may be repeated: files that hold something of the person go, PostgreSQL's own files and
 * statistics are rewritten (C7), then everything is searched for all that the person was known by. Where nothing is found
 * but what the plan said would stay, the certificate is made; otherwise people judge first (C11, C17).
 */
export async function finishRemoval(parts: FinishParts, id: number): Promise<void> {
  const removal = await removalOf(parts.db, id);
  if (removal?.state !== 'removed' || !removal.traces) return;
  const traces = JSON.parse(openText(parts.secrets, tracesPlace(id), removal.traces)) as Traces;
  const letters = await removeLetterFiles(parts.dataDir, traces);
  // An upload that a crash cut off may be one of theirs (C2).
  await removeLeftFiles(parts.dataDir);
  await rewrite(parts.ownerUrl, removal.plan);
  const found = await search(parts, traces, removal);
  await parts.db.transaction(async (trx) => {
    await replaceTraces(trx, id, { traces: found, at: parts.clock() });
    const unplanned = found.filter(({ isPlanned }) => !isPlanned).length;
    const actor = { userId: null, action: 'removal.searched' };
    await recordEvent(trx, actor, { type: 'removal', id }, { letters, places: found.length, unplanned });
    await certify(trx, parts, id, { userId: null, action: CERTIFIED });
  });
}

async function search(
  { db, dataDir, secrets }: FinishParts,
  traces: Traces,
  { plan }: Pick<Removal, 'plan'>,
): Promise<Found[]> {
  const planned = new Map<string, string[]>();
  for (const { table, whose, what, columns } of plan.lines)
    for (const column of what === 'keep' ? columns : []) {
      const place = `${table}.${column}`;
      planned.set(place, [...(planned.get(place) ?? []), whose]);
    }
  const own = [...planned].map(([place, whose]) => ({ place, whose }));
  const letters = (await lettersKept(db)).filter(
    ({ content }) => countIn(wordsOf(secrets, content), traces) > 0,
  );
  const exports = await exportsSaying(db, secrets, (text) => countIn(text, traces) > 0);
  const elsewhere = [
    ...(letters.length > 0 ? [{ place: 'outbox.content', count: letters.length }] : []),
    ...exports.map(({ reference, count }) => ({ place: `export of ${reference}`, count })),
    ...(await searchFiles(dataDir, traces)),
  ];
  return [
    ...(await searchDatabase(db, traces, { people: plan.people, planned: own })),
    ...elsewhere.map((one) => ({ ...one, isPlanned: false })),
  ];
}

/** What a letter says that waits for somebody else: it is sealed, so the database cannot be asked. */
function wordsOf(secrets: FinishParts['secrets'], content: Buffer): string {
  try {
    return JSON.stringify(openContent(secrets, content));
  } catch {
    return ''; // sealed with a key that is missing
  }
}

/** Tables of services and files run to gigabytes, and hold nobody's name: those are not locked for minutes. */
const large = new Set([
  ...['services', 'service_measures', 'findings', 'finding_groups', 'original_chunks', 'originals'],
  ...['quality_scores', 'performance_items', 'outcome_forms', 'extracts', 'uploads'],
]);

/** Of the large ones those that quote cells as somebody typed them: rewritten for as long as that takes a second or two. */
const quoting = ['findings', 'finding_groups'];
const MOST_REWRITTEN_BYTES = 32 * 1024 * 1024;

async function rewrite(url: string, { lines }: Plan): Promise<void> {
  const changed = new Set(lines.flatMap(({ table, what }) => (what === 'keep' ? [] : [table])));
  const quoted = await tablesBelow(
    url,
    quoting.filter((table) => changed.has(table)),
    MOST_REWRITTEN_BYTES,
  );
  const isTidied = (table: string): boolean => large.has(table) && !quoted.includes(table);
  // The small ones last: with them goes what the statistics had of the large ones.
  await tidyTables(url, [...changed].filter(isTidied));
  await rewriteTables(
    url,
    [...changed].filter((table) => !isTidied(table)),
  );
}
