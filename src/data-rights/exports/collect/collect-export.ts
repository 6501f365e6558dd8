import type { Knex } from 'knex';
import { recordEvent } from '../../../audit/index.ts';
import { today } from '../../../platform/clock.ts';
import type { Clock } from '../../../platform/clock.ts';
import {
  declaredGroups as groupsDeclared,
  type DeclaredGroup,
  heldData,
} from '../../../platform/held-data.ts';
import { MOST_ATTEMPTS } from '../../../platform/jobs.ts';
import type { PersonalColumn } from '../../../platform/personal-data.ts';
import { rowsNaming } from '../../search/store-rows.ts';
import { searchDatabase } from '../../search/store-search.ts';
import { type Traces, tracesIn } from '../../search/traces.ts';
import type { AccessExport } from '../access-export.ts';
import type { Search } from '../export.ts';
import { toExportItem } from '../contents.ts';
import { draftLetter, type LetterParts } from '../draft-letter.ts';
import type { SealingSecrets } from '../sealed.ts';
import { exportById, setCollected, setFailed, setProgress } from '../store.ts';
import { addGroup } from '../store-items.ts';
import { addProposals, addSearch } from '../store-withholdings.ts';
import { type CollectedGroup, declaredGroups, type TitleOf } from './declared-groups.ts';
import { fileGroup, type SentFile } from './file-group.ts';
import { foundGroups } from './found-groups.ts';
import { letterGroup } from './letter-group.ts';
import { proposalsIn } from './proposals.ts';
import * as log from './search-log.ts';

export interface CollectParts extends LetterParts {
  db: Knex;
  clock: Clock;
  secrets: SealingSecrets;
  declared: readonly PersonalColumn[];
  titleOf: TitleOf;
  filesOf: (db: Knex, userId: number) => Promise<SentFile[]>;
  /** Where copies of letters are laid down; null where that is not known. */
  dataDir: string | null;
}

/**
 * Gathers what is held on a person, as of one moment: rows that the declarations find, rows of others in which they are
 * named, letters and the files that they sent; and notes where was looked (L6). A job that runs twice gathers once.
 */
export async function collectExport(parts: CollectParts, exportId: number, attempt: number): Promise<void> {
  const { db, clock } = parts;
  const found = await exportById(db, exportId);
  if (found?.state !== 'collecting') return;
  try {
    await gather(parts, found);
  } catch (error) {
    if (attempt >= MOST_ATTEMPTS) await setFailed(db, exportId, clock());
    throw error;
  }
}

async function gather(parts: CollectParts, { id, userId }: AccessExport): Promise<void> {
  const { db, clock, declared } = parts;
  const madeAt = clock();
  const groups = await groupsDeclared(db, declared);
  // One picture of the database for all that is read from it.
  const collected = await db.transaction(
    async (reading) => {
      const held = await heldData(reading, declared, userId);
      await setProgress(db, id, 25);
      const traces = tracesIn(held);
      const naming = await search(reading, traces, { groups, userId });
      await setProgress(db, id, 60);
      const letters = await letterGroup({ ...parts, db: reading }, traces);
      const files = fileGroup(await parts.filesOf(reading, userId));
      const searches = log.searchesMade({ held, traces, naming, letters, files, on: today(clock) });
      const all = [
        ...declaredGroups(held, parts.titleOf),
        ...foundGroups(naming, groups),
        ...letters.groups,
        ...files,
      ];
      return { all, searches, proposals: await proposalsIn(reading, all, { userId, own: traces }) };
    },
    { isolationLevel: 'repeatable read', readOnly: true },
  );
  await setProgress(db, id, 80);
  await keep(parts, id, { ...collected, madeAt });
}

async function search(
  db: Knex,
  traces: Traces,
  { groups, userId }: { groups: readonly DeclaredGroup[]; userId: number },
): Promise<Awaited<ReturnType<typeof rowsNaming>>> {
  const places = (await searchDatabase(db, traces)).map(({ place }) => place);
  return rowsNaming(db, traces, { places, declared: groups, userId });
}

interface Collected {
  all: readonly CollectedGroup[];
  searches: readonly Search[];
  proposals: Parameters<typeof addProposals>[3];
  madeAt: Date;
}

async function keep(parts: CollectParts, id: number, collected: Collected): Promise<void> {
  const { db, clock, secrets } = parts;
  await db.transaction(async (trx) => {
    const now = await exportById(trx, id);
    // Removed, withdrawn or gathered by somebody else meanwhile.
    if (now?.state !== 'collecting') return;
    let items = 0;
    for (const [place, { group, items: own }] of collected.all.entries())
      items += await addGroup(trx, secrets, id, {
        ...{ group: { ...group, number: place + 1 }, items: own, firstNumber: items + 1 },
      });
    await addProposals(trx, secrets, id, collected.proposals);
    for (const search of collected.searches)
      await addSearch(trx, secrets, id, { search, userId: null, at: clock() });
    const letter = await draftLetter(trx, parts, now, contentsOf(collected));
    await setCollected(trx, secrets, id, { madeAt: collected.madeAt, letter });
    const actor = { userId: null, action: 'access-export.collected' };
    const counts = { groups: collected.all.length, items, proposals: collected.proposals.length };
    await recordEvent(trx, actor, { type: 'requests', id: now.reference }, counts);
  });
}

/** What the draft of the letter counts and tells of: before anybody has said what of it is given. */
function contentsOf({ all, searches }: Collected): Parameters<typeof draftLetter>[3] {
  const records = all.filter(({ group }) => group.kind !== 'file');
  const files = all.filter(({ group }) => group.kind === 'file').flatMap(({ items }) => items);
  return {
    items: records.flatMap(({ group, items }) => items.map((item) => toExportItem(group, item))),
    files: files.map(({ key }) => ({ key, name: key, about: '', open: () => [] })),
    searches,
  };
}
