import type { Knex } from 'knex';
import { qafGrades, qafObjectives } from '../../extracts/index.ts';
import { indicators } from '../../outcomes/index.ts';
import { outcomeColumnOf } from '../specification/outcomes.ts';
import { performanceIndicators } from '../specification/performance.ts';
import { gradeColumn, graders } from '../specification/quality.ts';

/**
 * Works out the grades, indicators and outcomes of an authority's live services again, in the transaction that changes
 * what they rest on: reports are never older than what is live. Formulas: data requirements, section 5.
 */
export async function refreshMeasures(trx: Knex.Transaction, authorityId: number): Promise<void> {
  const live = await trx('live_extracts')
    .where('authority_id', authorityId)
    .first<{ extract_id: number } | undefined>('extract_id');
  if (!live) return;
  const { extract_id: extractId } = live;
  await writeMeasures(trx, { authorityId, extractId }, { scores: liveScores, outcomes: outcomesOfServices });
}

/** What went live before measures were worked out has them from now on: at start, and nothing to do from then on. */
export async function refreshMissingMeasures(db: Knex): Promise<void> {
  const { rows } = await db.raw<{ rows: { authority_id: number }[] }>(
    `select authority_id from live_extracts
     where not exists (select from service_measures where service_measures.extract_id = live_extracts.extract_id)
       and (exists (select from live_quality_scores as scores where scores.authority_id = live_extracts.authority_id)
         or exists (select from performance_items as items where items.extract_id = live_extracts.extract_id)
         or exists (select from outcome_results as results where results.authority_id = live_extracts.authority_id))`,
  );
  for (const { authority_id } of rows) await db.transaction((trx) => refreshMeasures(trx, authority_id));
}

/**
 * The measures of a second reading of a file that was live in the past, which counts for its quarter from now on: with the
 * grades known when that was live, and the outcomes that the first reading was reported with.
 */
export async function refreshPastMeasures(trx: Knex.Transaction, uploadId: number): Promise<void> {
  const { rows } = await trx.raw<{ rows: Record<'authorityId' | 'extractId' | 'sourceId', number>[] }>(
    `select again.authority_id as "authorityId", again.id as "extractId", source.id as "sourceId"
     from uploads join extracts as again on again.upload_id = uploads.id
     join extracts as source on source.upload_id = uploads.re_extracts
     where uploads.id = ? and uploads.state = 'superseded'`,
    [uploadId],
  );
  for (const { sourceId, ...version } of rows)
    await writeMeasures(
      trx,
      { ...version, uploadId, sourceId },
      { scores: scoresThen, outcomes: outcomesThen },
    );
}

async function writeMeasures(
  trx: Knex.Transaction,
  version: { authorityId: number; extractId: number } & Record<string, number>,
  { scores, outcomes }: { scores: string; outcomes: string },
): Promise<void> {
  const { extractId } = version;
  await trx('service_measures').where('extract_id', extractId).delete();
  await trx.raw(
    `with graded as (${gradesIn(scores)}), performed as (${itemsOfServices}), achieved as (${outcomes}),
       known as (
         select service_id from graded union select service_id from performed union select service_id from achieved)
     insert into service_measures (extract_id, row, ${columns.join(', ')})
     select extract_id, row, ${columns.join(', ')}
     from known join services using (service_id)
     left join graded using (service_id) left join performed using (service_id) left join achieved using (service_id)
     where extract_id = :extractId`,
    version,
  );
  await trx.raw(`update extracts set revision = nextval('extract_revision') where id = ?`, [extractId]);
}

interface Column {
  name: string;
  sql: string;
}

const points = (score: string): string => `${qafGrades.length + 1} - ${score}`;

/** Overall: the mean of what was graded on the latest day that anything was. An objective: its latest grade. */
const gradeColumns: Column[] = graders.flatMap(({ name }) => {
  const score = `${name}_score`;
  const of = (condition: string): string => `filter (where ${score} > 0 and ${condition})`;
  return [
    {
      name: `${name}_overall`,
      sql: `avg(${points(score)}) ${of(`assessed_on = ${name}_day`)}::double precision`,
    },
    ...qafObjectives.map((objective, index) => ({
      name: gradeColumn(name, objective),
      sql: `max(${points(score)}) ${of(`objective = ${index + 1} and assessed_on = ${name}_objective_day`)}`,
    })),
  ];
});

/** @param scores a query: service, objective, day, both scores */
function gradesIn(scores: string): string {
  return `
    select service_id, ${listed(gradeColumns)}
    from (select *, ${graders.map(({ name }) => latestDays(name)).join(', ')} from (${scores}) known) scores
    group by service_id`;
}

const scoreColumns = 'service_id, objective, assessed_on, provider_score, validated_score';
const liveScores = `select ${scoreColumns} from live_quality_scores where authority_id = :authorityId`;

/** The latest word of what had been live by then; of two readings of one file the second counts. */
const scoresThen = `
  select distinct on (service_id, objective, assessed_on) ${scoreColumns}
  from extracts join uploads on uploads.id = upload_id join quality_scores on extract_id = extracts.id
  where extracts.authority_id = :authorityId and state <> 'withdrawn'
    and live_from <= (select live_from from uploads where id = :uploadId)
    and not exists (select from uploads as again
                    where again.re_extracts = uploads.id and again.live_from > uploads.live_from)
  order by service_id, objective, assessed_on, live_from desc`;

function latestDays(grader: string): string {
  const latest = `max(assessed_on) filter (where ${grader}_score > 0)`;
  return (
    `${latest} over (partition by service_id) as ${grader}_day, ` +
    `${latest} over (partition by service_id, objective) as ${grader}_objective_day`
  );
}

const letters = 'ABC';

/** Numerators and denominators are added up over the periods of the extract. */
const itemColumns: Column[] = performanceIndicators.flatMap(({ name, part, whole }, index) => {
  const sum = (items: readonly string[]): string => {
    const positions = items.map((item) => letters.indexOf(item) + 1).join(', ');
    return `sum(value) filter (where indicator = ${index + 1} and item in (${positions}))`;
  };
  const slug = name.toLowerCase();
  return [
    { name: `${slug}_part`, sql: sum(part) },
    { name: `${slug}_whole`, sql: sum([whole]) },
  ];
});

const itemsOfServices = `
  select service_id, ${listed(itemColumns)}
  from performance_items where extract_id = :extractId
  group by service_id`;

const resultColumns: Column[] = indicators.flatMap(({ code }, index) => [
  { name: `${outcomeColumnOf(code)}_part`, sql: `sum(achieved) filter (where indicator = ${index + 1})` },
  { name: `${outcomeColumnOf(code)}_whole`, sql: `sum(needed) filter (where indicator = ${index + 1})` },
]);

/**
 * Short-term and long-term clients together, each of the latest live workbook of its kind: of the workbook, not of the
 * latest that anybody had a need in, or a workbook without any need would leave the figures of the one before it.
 */
const outcomesOfServices = `
  select service_id, ${listed(resultColumns)}
  from outcome_results
  where authority_id = :authorityId and (kind, data_date) in (
    select kind, max(data_date) from uploads where authority_id = :authorityId and state = 'live' group by kind)
  group by service_id`;

/** Of the workbooks that were live then there is no history: what was reported is. */
const outcomesThen = `
  select service_id, ${resultColumns.map(({ name }) => name).join(', ')}
  from service_measures join services using (extract_id, row) where extract_id = :sourceId`;

const columns = [...gradeColumns, ...itemColumns, ...resultColumns].map(({ name }) => name);

function listed(columns: readonly Column[]): string {
  return columns.map(({ name, sql }) => `${sql} as ${name}`).join(', ');
}
