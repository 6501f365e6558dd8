import { type HeldTable, onlyRepeats } from '../../../platform/held-data.ts';
import type { Day } from '../../rules/days.ts';
import type { FoundTable } from '../../search/store-rows.ts';
import type { Traces } from '../../search/traces.ts';
import type { Search } from '../export.ts';
import type { CollectedGroup } from './declared-groups.ts';
import type { FoundLetters } from './letter-group.ts';

interface Made {
  held: readonly HeldTable[];
  traces: Traces;
  naming: readonly FoundTable[];
  letters: FoundLetters;
  files: readonly CollectedGroup[];
  on: Day;
}

/** The searches that SP-Bench made itself, as they stand in the log (L6). */
export function searchesMade({ held, traces, naming, letters, files, on }: Made): Search[] {
  const terms = traces.length === 0 ? 'No name or address is held' : traces.join('; ');
  const given = held.filter((one) => !onlyRepeats(one));
  const counts = given.map((one) => one.rows.length + one.forReview.length);
  const rows = counts.reduce((sum, count) => sum + count, 0);
  const tables = counts.filter((count) => count > 0).length;
  const named = naming.reduce((sum, one) => sum + one.rows.length, 0);
  const sent = files.reduce((sum, { items }) => sum + items.length, 0);
  const hasMore = naming.some((one) => one.hasMore);
  return [
    {
      ...{ place: 'SP-Bench’s database: every column that holds something on people', whyNot: null, on },
      ...{
        terms: 'The account, and all that hangs on its cases',
        result: `${counted(rows, 'record')} in ${counted(tables, 'table')}`,
      },
    },
    {
      ...{ place: 'SP-Bench’s database: all other text', terms, whyNot: null, on },
      result: `${counted(named, 'record')} in ${counted(naming.length, 'table')}${hasMore ? '; of one table the first 500 alone were taken' : ''}`,
    },
    {
      ...{ place: 'Files that were uploaded', terms: 'The account that sent them', whyNot: null, on },
      result: counted(sent, 'file'),
    },
    {
      ...{ place: 'Messages that wait to be sent', terms, whyNot: null, on },
      result: counted(letters.waiting, 'message'),
    },
    {
      ...{ place: 'Copies of messages that were sent', terms, on },
      result: counted(letters.copies ?? 0, 'message'),
      whyNot: letters.copies === null ? 'SP-Bench keeps no copies of messages here' : null,
    },
  ];
}

function counted(count: number, one: string): string {
  return `${count.toLocaleString('en-GB')} ${one}${count === 1 ? '' : 's'}`;
}
