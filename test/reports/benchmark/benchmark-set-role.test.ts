import { expect } from 'chai';
import { comparedColumns } from '../../../src/extracts/index.ts';
import { measures } from '../../../src/reports/index.ts';
import { startReports, type TestReports } from '../figures/figures-reader.ts';

const about = ['authority', 'revision'];
const dimensions = ['service_type', 'client_group', 'accommodation_type', 'duration_type'];
const given = [...dimensions, 'units', ...measures.map(({ column }) => column)];

/** All that may be read about other authorities, view by view; `version` is the number of an extract. */
const views: Record<string, string[]> = {
  services: ['authority', 'region', 'authority_type', ...given],
  revisions: about,
  versions: [...about, 'version', 'quarter', 'extract_date', 'is_live', 'live_from'],
  history: ['authority', 'version', ...given],
  live_times: ['authority', 'version', 'live_from', 'is_live'],
  given_numbers: ['authority', 'version', 'service_type', 'client_group', ...comparedColumns],
};

describe('the role that reads what is known of peers', () => {
  let reports: TestReports;
  before(async () => (reports = await startReports()));
  after(() => reports.close());

  /** Every table, view and sequence of the database but PostgreSQL's own. */
  async function relations(): Promise<
    { name: string; kind: string; mayRead: boolean; mayChange: boolean }[]
  > {
    const { rows } = await reports.database.knex.raw<{ rows: Awaited<ReturnType<typeof relations>> }>(
      `select format('%I.%I', nspname, relname) as name, relkind as kind,
         has_schema_privilege('spbench_benchmark', nspname, 'usage')
           and has_table_privilege('spbench_benchmark', pg_class.oid, 'select') as "mayRead",
         has_schema_privilege('spbench_benchmark', nspname, 'usage')
           and has_table_privilege('spbench_benchmark', pg_class.oid, 'insert, update, delete, truncate') as "mayChange"
       from pg_class join pg_namespace on pg_namespace.oid = relnamespace
       where relkind in ('r', 'p', 'v', 'm', 'f') and nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
       order by name`,
    );
    return rows;
  }

  async function refused(sql: string): Promise<void> {
    let code = 'none';
    try {
      await reports.database.benchmark.raw(sql);
    } catch (error) {
      code = (error as { code: string }).code;
    }
    expect(code, sql).to.equal('42501');
  }

  it('may read the views of the benchmark, and nothing else [P22]', async () => {
    const all = await relations();
    const names = all.map(({ name }) => name);
    expect(names).to.include.members(['public.services', 'public.measured_services', 'public.uploads']);
    const readable = all.filter(({ mayRead }) => mayRead).map(({ name }) => name);
    expect(readable).to.have.members(Object.keys(views).map((view) => `benchmark.${view}`));
    for (const name of names.filter((one) => !readable.includes(one))) await refused(`select * from ${name}`);
    for (const name of readable) await reports.database.benchmark.raw(`select * from ${name}`);
  });

  it('may change nothing', async () => {
    for (const { name, mayChange } of await relations()) expect(mayChange, name).to.be.false;
    await refused('create table benchmark.note (id integer)');
    await refused('create table public.note (id integer)');
    await refused(`select nextval('public.extract_revision')`);
  });

  it('sees nothing that says which service something is of, nor what its provider or its clients are called [P19, P28]', async () => {
    for (const [view, columns] of Object.entries(views)) {
      const { fields } = await reports.database.benchmark.raw<{ fields: { name: string }[] }>(
        `select * from ${view} limit 0`,
      );
      const names = fields.map(({ name }) => name);
      expect(names, view).to.have.members(columns);
      for (const name of names)
        expect(name, view).not.to.match(/name|_id$|service_id|code|upload|row|file|email/);
    }
  });
});
