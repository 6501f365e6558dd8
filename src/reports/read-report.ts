import type { Knex } from 'knex';
import { recalculatedOn } from '../uploads/index.ts';
import type { Asked, Reader } from './comparison.ts';
import type { ReaderGroups } from './comparison-groups/comparison-groups.ts';
import type { Places } from './dimensions.ts';
import { parseChoices, type ParsedChoices } from './forms.ts';
import { peersLabel } from './comparison-groups/peer-groups.ts';
import { authoritiesOf, savedGroupsOf } from './comparison-groups/store-peer-groups.ts';

/** What every report knows of its reader and of what was asked. */
export interface Report extends Asked {
  parsed: ParsedChoices;
  /** The comparison group in words. */
  comparedWith: string;
  /** The last day (YYYY-MM-DD) on which figures were worked out again after a removal; null where that is long ago. */
  recalculatedOn: string | null;
}

/** A quarter: by then nearly all have sent another extract, and nobody sets an older print beside the page. */
const RECALCULATION_DAYS = 92;

export async function readReport(db: Knex, reader: Reader, query: Record<string, unknown>): Promise<Report> {
  const [groups, recalculated] = await Promise.all([
    readerGroups(db, reader),
    recalculatedOn(db, RECALCULATION_DAYS),
  ]);
  const places = placesOf(groups);
  const parsed = parseChoices(query, { places, saved: groups.saved });
  const { choices } = parsed;
  const comparedWith = peersLabel(choices.peers, groups.own, groups.saved);
  return { reader, groups, places, parsed, choices, comparedWith, recalculatedOn: recalculated };
}

async function readerGroups(db: Knex, reader: Reader): Promise<ReaderGroups> {
  const [all, saved] = await Promise.all([authoritiesOf(db), savedGroupsOf(db, reader.id)]);
  const own = all.find(({ id }) => id === reader.id);
  if (!own) throw new Error(`No authority ${reader.id}`);
  return { own, all, saved };
}

function placesOf({ all }: ReaderGroups): Places {
  const distinct = (key: 'region' | 'type') => [...new Set(all.map((one) => one[key]))].sort();
  return { regions: distinct('region'), authorityTypes: distinct('type') };
}
