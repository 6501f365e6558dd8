import type { Knex } from 'knex';
import { recordEvent } from '../../audit/index.ts';
import type { Clock } from '../../platform/clock.ts';
import { today } from '../../platform/clock.ts';
import type { Block, FilledParts, PolicyText } from './policy-text.ts';
import { type FoundFile, readText, type RefusedFile } from './read-files.ts';
import { parseText } from './rules/parse-text.ts';
import { insertVersion, publishedVersions, type PublishedVersion } from './store.ts';

interface Candidate extends Omit<PublishedVersion, 'parts'> {
  path: string;
  text: PolicyText;
}

export interface PublishParts {
  db: Knex;
  clock: Clock;
  /** What the parts among these blocks say now. */
  partsOf: (blocks: readonly Block[]) => FilledParts;
}

/**
 * Publishes the versions that are new and due, each with what its parts say on that day and with its audit event, and
 * says which files were refused. What has been published stays as it was: a file that says something else under the same number is refused.
 */
export async function publishTexts(
  { db, clock, partsOf }: PublishParts,
  files: readonly FoundFile[],
): Promise<RefusedFile[]> {
  const { candidates, refused } = await candidatesIn(files);
  const known = await publishedVersions(db);
  for (const candidate of candidates) {
    const sentence = refusalOf(candidate, known);
    if (sentence) refused.push({ path: candidate.path, sentence });
    else if (!isKnown(candidate, known) && candidate.text.date <= today(clock)) {
      const version = { ...candidate, parts: partsOf(candidate.text.blocks) };
      await publish(db, version, clock());
      known.push(version);
    }
  }
  return refused;
}

async function candidatesIn(
  files: readonly FoundFile[],
): Promise<{ candidates: Candidate[]; refused: RefusedFile[] }> {
  const candidates: Candidate[] = [];
  const refused: RefusedFile[] = [];
  for (const file of files) {
    if (!file.of) continue;
    const read = await readText(file);
    const parsed = read.kind === 'ok' ? parseText(read.content, file.of) : read;
    if (read.kind === 'ok' && parsed.kind === 'ok')
      candidates.push({ ...file.of, path: file.path, content: read.content, text: parsed.text });
    else if (parsed.kind === 'wrong') refused.push({ path: file.path, sentence: parsed.sentence });
  }
  candidates.sort((left, right) => left.version - right.version);
  return { candidates, refused };
}

/** Why it may not be published or left as it is; null when it may. */
function refusalOf(candidate: Candidate, known: readonly PublishedVersion[]): string | null {
  const versions = known.filter(({ page }) => page === candidate.page);
  const same = versions.find(({ version }) => version === candidate.version);
  if (same)
    return same.content === candidate.content
      ? null
      : `Version ${candidate.version} was published with another text, which stays. Give a changed text a new number.`;
  const newest = versions.at(-1);
  if (!newest) return null;
  if (newest.version > candidate.version)
    return `Version ${newest.version} has been published: a new version has a higher number.`;
  const before = parseText(newest.content, newest);
  return before.kind === 'ok' && candidate.text.date < before.text.date
    ? `Its date is before that of version ${newest.version}.`
    : null;
}

function isKnown({ page, version }: Candidate, known: readonly PublishedVersion[]): boolean {
  return known.some((one) => one.page === page && one.version === version);
}

async function publish(
  db: Knex,
  { page, version, content, parts }: PublishedVersion,
  at: Date,
): Promise<void> {
  await db.transaction(async (trx) => {
    if (!(await insertVersion(trx, { page, version, content, parts, at }))) return;
    const actor = { userId: null, action: 'policy.published' };
    await recordEvent(trx, actor, { type: 'policy', id: `${page}/${version}` });
  });
}
