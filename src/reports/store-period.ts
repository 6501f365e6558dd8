import type { Knex } from 'knex';
import { qafObjectives } from '../extracts/index.ts';
import type { Family, Measure } from './measures/measure.ts';
import { performanceIndicators } from './specification/performance.ts';
import { gradeColumn, graders } from './specification/quality.ts';

/** The days that own figures are of, first and last (YYYY-MM-DD). */
export interface Period {
  from: string;
  to: string;
}

/** Own version and the authority that it is of. */
interface Own extends Record<string, number> {
  authorityId: number;
  version: number;
}

/**
 * The days that a measure's own figures rest on: of indicators the periods of their items, of grades the days of the
 * latest assessment of each service, of outcomes those of the workbooks that count, and of cost the extract's own day.
 * Null where nothing is given.
 */
export async function periodOf(db: Knex, own: Own, measure: Measure): Promise<Period | null> {
  const { rows } = await db.raw<{ rows: { from: string | null; to: string | null }[] }>(
    `select min(first)::text as "from", max(last)::text as "to" from (${daysOf[measure.family](measure)}) as days`,
    own,
  );
  const { from, to } = rows[0] ?? {};
  return from && to ? { from, to } : null;
}

/** Statements with a `first` and a `last` day a row; what they take from a measure is a number or a word of the catalogue. */
const daysOf: Record<Family, (measure: Measure) => string> = {
  cost: () => 'select extract_date as first, extract_date as last from extracts where id = :version',
  performance: ({ slug }) => `
    select period_start as first, period_end as last from performance_items
    where extract_id = :version
      and indicator = ${performanceIndicators.findIndex(({ name }) => name.toLowerCase() === slug) + 1}`,
  quality({ column }) {
    const grader = graders.find(({ name }) => column.startsWith(name))?.name ?? graders[0].name;
    const objective = qafObjectives.findIndex((code) => gradeColumn(grader, code) === column) + 1;
    return `
      select max(assessed_on) as first, max(assessed_on) as last
      from live_quality_scores as scores join services using (service_id)
      where scores.authority_id = :authorityId and services.extract_id = :version
        and ${grader}_score > 0 ${objective === 0 ? '' : `and objective = ${objective}`}
      group by service_id`;
  },
  outcomes: () => `
    select max(data_date) as first, max(data_date) as last from uploads
    where authority_id = :authorityId and state = 'live' and kind like 'outcomes-%' group by kind`,
};
