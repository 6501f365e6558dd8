import type { Knex } from 'knex';
import { declaredGroups } from '../../platform/held-data.ts';
import type { PersonalColumn } from '../../platform/personal-data.ts';
import { referencesIn } from '../../platform/whose-rows.ts';
import { type HeldUploads, type UploadKind, uploadsToRemove } from '../../uploads/index.ts';
import { holdsOn } from '../holds/store.ts';
import { heldForClaims } from '../restrictions/store.ts';
import { draftOf } from './plan.ts';
import type { Confirmation, Plan, PlanLine, Scope, Subject } from './removal.ts';
import { type Block, blocksOf } from './rules/may-remove.ts';
import { cascades, rowsAlong } from './store-cascades.ts';
import {
  departureRows,
  departureTables,
  isAnotherThere,
  openCases,
  peopleOf,
  rowsOf,
  type SubjectPerson,
} from './store-plan.ts';
import { waysOf } from './ways.ts';

export interface PlanParts {
  /** Every personal column there is. */
  declared: readonly PersonalColumn[];
  kinds: readonly UploadKind[];
}

export interface PlanCommand {
  scope: Scope;
  subject: Subject;
  caseReference: string | null;
  confirmation: Confirmation | null;
  actors: readonly number[];
}

/** What a removal would do, table by table, and what stands in its way. Reads only. */
export async function planRemoval(
  db: Knex,
  parts: PlanParts,
  command: PlanCommand,
): Promise<{ plan: Plan; blocks: Block[] }> {
  const people = await peopleOf(db, command.subject);
  const there = people.filter(({ isRemoved }) => !isRemoved).map(({ id }) => id);
  const uploads = await uploadsOf(db, parts, command);
  const lines = [
    ...(await personalLines(db, parts, there, uploads, command.subject)),
    ...(await otherLines(db, uploads, command.subject)),
  ];
  const blocks = blocksOf({
    ...{ scope: command.scope, people, actors: command.actors },
    ...{ isConfirmed: command.confirmation !== null, isFileInHand: uploads.isInHand },
    openCases: await openCases(db, there, command.caseReference),
    legalHolds:
      (await holdsOn(db, { people: there, authorityId: command.subject.authorityId })) +
      (await heldForClaims(db, there)),
    ...(await lastOnes(db, people)),
  });
  return {
    plan: { people: there, uploads: uploads.ids, lines: lines.filter(({ rows }) => rows > 0) },
    blocks,
  };
}

async function uploadsOf(
  db: Knex,
  { kinds }: PlanParts,
  { scope, subject }: Pick<PlanCommand, 'scope' | 'subject'>,
): Promise<HeldUploads> {
  if (scope === 'person') return { ids: [], rows: {}, isInHand: false };
  return uploadsToRemove(
    db,
    kinds,
    subject.userId === null ? { authorityId: subject.authorityId } : { userId: subject.userId },
  );
}

const gone = { what: 'delete', columns: [], why: null, until: null } as const;

/** Tables whose rows go with uploads, and by which column: they are counted there. */
const goneWithUploads: Readonly<Record<string, string>> = { uploads: 'id', findings: 'upload_id' };

async function personalLines(
  db: Knex,
  { declared }: PlanParts,
  people: readonly number[],
  uploads: HeldUploads,
  { authorityId }: Subject,
): Promise<PlanLine[]> {
  const schema = {
    groups: await declaredGroups(db, declared),
    references: await referencesIn(db),
    along: await cascades(db),
  };
  const lines: PlanLine[] = [];
  for (const group of schema.groups) {
    const { table } = group;
    if (authorityId !== null && departureTables.some((one) => one.table === table)) continue;
    const column = goneWithUploads[table];
    const apart = column && uploads.ids.length > 0 ? { column, ids: uploads.ids } : null;
    for (const { whose, condition } of waysOf(group, schema))
      for (const line of draftOf(group)) {
        const rows = await rowsOf(db, { ...line, condition, people }, apart);
        lines.push({ ...line, whose, rows });
        if (line.what !== 'delete') continue;
        for (const one of await rowsAlong(db, schema.along, { table, condition, people }))
          lines.push({ ...gone, columns: [], table: one.table, whose: one.column, rows: one.rows });
      }
  }
  return lines;
}

async function otherLines(db: Knex, uploads: HeldUploads, { authorityId }: Subject): Promise<PlanLine[]> {
  const own = authorityId === null ? [] : await departureRows(db, authorityId);
  return [
    ...Object.entries(uploads.rows).map(([table, rows]) => ({
      ...{ ...gone, columns: [] },
      ...{ table, rows, whose: 'upload_id' },
    })),
    ...own.map((line) => ({ ...gone, columns: [], ...line, whose: 'authority_id' })),
  ];
}

async function lastOnes(
  db: Knex,
  people: readonly SubjectPerson[],
): Promise<{ isLastLead: boolean; isLastAdministrator: boolean }> {
  const but = people.map(({ id }) => id);
  const isLast = async (role: string): Promise<boolean> => {
    const holders = people.filter((person) => person.role === role && !person.isRemoved);
    for (const { authorityId } of holders)
      if (!(await isAnotherThere(db, { role, authorityId, but }))) return true;
    return false;
  };
  return { isLastLead: await isLast('lead'), isLastAdministrator: await isLast('admin') };
}
