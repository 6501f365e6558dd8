import { createHash } from 'node:crypto';
import type { DeclaredGroup } from '../../platform/held-data.ts';
import type { PersonalColumn } from '../../platform/personal-data.ts';
import type { Plan, PlanLine, Scope, Subject } from './removal.ts';

type Drafted = Omit<PlanLine, 'rows' | 'whose'>;

/**
 * What the declarations make of a group of columns: its rows go where one of them says so; otherwise columns are emptied,
 * and others stay, each with its reason.
 */
export function draftOf({ table, columns }: Pick<DeclaredGroup, 'table' | 'columns'>): Drafted[] {
  const gone = columns.find(({ declared }) => declared.onRemoval === 'delete-row');
  if (gone) return [{ table, what: 'delete', columns: [], why: null, until: null }];
  const emptied = columns.filter(({ declared }) => declared.onRemoval === 'empty');
  const empty: Drafted = {
    ...{ table, what: 'empty', columns: emptied.map(({ column }) => column) },
    ...{ why: null, until: null },
  };
  const kept = new Map<string, Drafted>();
  for (const { column, declared } of columns) {
    const why = whyKept(declared);
    if (why === null) continue;
    const line = kept.get(`${why} ${declared.retention.words}`);
    if (line) line.columns.push(column);
    else
      kept.set(`${why} ${declared.retention.words}`, {
        ...{ table, what: 'keep', columns: [column], why, until: declared.retention.words },
      });
  }
  return [...(emptied.length > 0 ? [empty] : []), ...kept.values()];
}

function whyKept({ onRemoval }: PersonalColumn): string | null {
  return typeof onRemoval === 'object' ? onRemoval.keep : null;
}

/** Tables whose rows come and go by themselves from one hour to the next: how many they are is no part of the agreement. */
const passing = new Set(['sessions', 'outbox', 'email_changes', 'password_resets', 'directory_views']);

/**
 * SHA-256 of what was agreed: whom, how far, and per table what happens to how many rows. Of rows that stay, or that come
 * and go by themselves, the number does not count: it would make every plan old by the next request.
 */
export function planHash(subject: Subject, scope: Scope, { people, uploads, lines }: Plan): Buffer {
  const decisive = lines
    .filter(({ table, what }) => what !== 'keep' && !passing.has(table))
    .map(({ table, whose, what, columns, rows }) => [table, whose, what, columns, rows]);
  return createHash('sha256')
    .update(JSON.stringify([subject.userId, subject.authorityId, scope, people, uploads, decisive]))
    .digest();
}

/** How many rows are deleted, emptied and kept. */
export function totalsOf({ lines }: Pick<Plan, 'lines'>): Record<PlanLine['what'], number> {
  const totals = { delete: 0, empty: 0, keep: 0 };
  for (const { what, rows } of lines) totals[what] += rows;
  return totals;
}
