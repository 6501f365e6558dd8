import type { Knex } from 'knex';
import {
  comparedColumns,
  irregularRules,
  usualKey,
  type ComparedColumn,
  type UsualRange,
  type UsualRanges,
} from '../../extracts/index.ts';
import { toThreeFigures } from '../disclosure/disclosure.ts';

/**
 * Answers the quartiles of other authorities' live services, by service type and client group: those of now, or those
 * that were live at a moment. An upload is told that a number lies far from them, so by one upload after the other their
 * place can be found: they are figures about peers, read by the role that sees nothing else, and rounded as all are. The
 * authority's own services do not count, so that it can neither move the quartiles nor lend its number to a group that
 * rests on too few others.
 */
export function usualRangesReader(benchmark: Knex) {
  return async (authorityId: number, asOf: Date | null): Promise<UsualRanges> => {
    const live = asOf === null ? versionsNow : versionsAt;
    const { rows } = await benchmark.raw<{ rows: UsualRow[] }>(
      `with numbers as (
         select * from benchmark.given_numbers where version = any(array(${live})) and authority <> ?
       ), shares as (
         select service_type, client_group, ${comparedColumns.map(restsOn).join(', ')}
         from (
           select service_type, client_group, ${comparedColumns.map((column) => `count(${column}) as ${column}`).join(', ')}
           from numbers group by service_type, client_group, authority
         ) as each group by service_type, client_group
       )
       select quartiles.*, ${comparedColumns.map((column) => `shares.${column} as ${column}_rests_on`).join(', ')}
       from (
         select service_type, client_group, ${comparedColumns.map(quartilesOf).join(', ')}
         from numbers group by service_type, client_group having count(*) >= ?
       ) as quartiles join shares using (service_type, client_group)`,
      [...(asOf === null ? [] : [asOf]), authorityId, irregularRules.usualServices],
    );
    return new Map(
      rows.map((row) => [
        usualKey(row.service_type, row.client_group),
        comparedColumns.map((column) => rangeOf(row[column], row[`${column}_rests_on`])),
      ]),
    );
  };
}

const versionsNow = 'select version from benchmark.live_times where is_live';
const versionsAt = `select distinct on (authority) version from benchmark.live_times where live_from < ?
  order by authority, live_from desc`;

/** Column names come from the specification alone. */
function quartilesOf(column: ComparedColumn): string {
  return `percentile_cont(array[0.25, 0.75]) within group (order by ${column}) as ${column}`;
}

function restsOn(column: ComparedColumn): string {
  return `array[sum(${column}), count(*) filter (where ${column} > 0), max(${column})]::integer[] as ${column}`;
}

type Quartiles = [lower: number, upper: number] | null;
/** How many services give a number, how many authorities have such services, and how many the one with most has. */
type RestsOn = [services: number, authorities: number, most: number];

type UsualRow = Record<ComparedColumn, Quartiles> &
  Record<`${ComparedColumn}_rests_on`, RestsOn> & { service_type: number; client_group: number };

function rangeOf(quartiles: Quartiles, [services, authorities, most]: RestsOn): UsualRange | null {
  const { usualServices, usualAuthorities, usualMostOfAll } = irregularRules;
  const isEnough = services >= usualServices && authorities >= usualAuthorities;
  if (!quartiles || !isEnough || most > usualMostOfAll * services) return null;
  const [lower, upper] = quartiles;
  return { lower: toThreeFigures(lower), upper: toThreeFigures(upper) };
}
