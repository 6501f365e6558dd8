import type { DeclaredGroup } from '../../platform/held-data.ts';
import { parentOf, type References, theirRows } from '../../platform/whose-rows.ts';
import { draftOf } from './plan.ts';
import { type Cascade, reachedFrom } from './store-cascades.ts';

/** How rows of a group are found, and the SQL of it. */
export interface Way {
  /** A column of the table, or a path over others. */
  whose: string;
  condition: string;
}

/**
 * The ways by which rows of a group are somebody's, so that each row is found by one of them. What the database deletes
 * along with a row that goes needs no way of its own: it is counted there.
 */
export function waysOf(group: DeclaredGroup, { groups, references, along }: Schema): readonly Way[] {
  const { table, whose, through } = group;
  const paths = [...(whose === null ? [] : [whose]), ...through].filter(
    (path) => !goesAlong(table, path, { groups, references, along }),
  );
  return paths.map((path, place) => ({
    whose: path,
    condition: `${theirRows(references, table, { paths: [path] })} and not ${theirRows(references, table, { paths: paths.slice(0, place) })}`,
  }));
}

export interface Schema {
  groups: readonly DeclaredGroup[];
  references: References;
  along: readonly Cascade[];
}

function goesAlong(table: string, path: string, { groups, references, along }: Schema): boolean {
  const steps = path.split('.');
  const owner = steps.pop() ?? '';
  if (steps.length === 0) return false;
  const whole = steps.reduce((from, step) => parentOf(references, from, step).table, table);
  const isDeleted = groups
    .filter((one) => one.table === whole && one.whose === owner)
    .some((one) => draftOf(one).some(({ what }) => what === 'delete'));
  return isDeleted && reachedFrom(along, whole).includes(table);
}
