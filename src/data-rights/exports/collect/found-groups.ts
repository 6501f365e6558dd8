import { type DeclaredGroup, inWords } from '../../../platform/held-data.ts';
import type { GroupColumn } from '../access-export.ts';
import type { FoundTable } from '../../search/store-rows.ts';
import { type CollectedGroup, saidOf } from './declared-groups.ts';

/** Of what nobody has declared, since nobody is meant to be named in it. */
const undeclared = {
  category: 'activity',
  purpose: 'Found by searching for your names and addresses',
  lawfulBasis: 'legitimate-interests',
  retention: 'As long as the record in which it stands',
};

/** Records of or about others in which the person is named: reviewers say whether they are about the person. */
export function foundGroups(
  found: readonly FoundTable[],
  declared: readonly DeclaredGroup[],
): CollectedGroup[] {
  return found.map(({ table, rows }) => {
    const names = [...new Set(rows.flatMap(({ values }) => Object.keys(values)))];
    return {
      group: {
        ...{ kind: 'found', table, title: `Where your name stands: ${inWords(table).toLowerCase()}` },
        columns: names.map((column) => columnOf(table, column, declared)),
      },
      items: rows.map(({ key, values }) => ({ key: `found:${table}:${key}`, values })),
    };
  });
}

function columnOf(table: string, column: string, declared: readonly DeclaredGroup[]): GroupColumn {
  const own = declared
    .filter((one) => one.table === table)
    .flatMap(({ columns }) => columns)
    .find((one) => one.column === column);
  return {
    ...{ column, label: own?.label ?? inWords(column), isShown: true },
    ...(own ? saidOf(own.declared) : undeclared),
  };
}
