import type pg from 'pg';
import { lists } from '../../src/extracts/index.ts';
import { profiles } from '../../src/extracts/generate/profiles.ts';
import { fillHistory, fillMeasures } from './national-measures.ts';
import { withClient } from './server.ts';

/** Live services of all 152 authorities, as many as each has by its population. */
export const SERVICES = 37_000;
export const QUARTERS = 28;
export const FORMS = 500_000;

interface Size {
  /** So many times the services. */
  times?: number;
  /** Outcome forms in all. */
  forms?: number;
}

/**
 * Services of all authorities, so many quarters of them, the last one live, with grades, indicators and outcomes: in
 * the order in which uploads would have come. Service types and client groups are as frequent as nationally; the
 * figures are spread like those of the bench's extracts, so that none of these is irregular. Answers how many rows of
 * services there are.
 */
export async function fillNation(url: string, quarters: number, size: Size = {}): Promise<number> {
  const { times = 1, forms = FORMS } = size;
  return withClient(url, async (client) => {
    await client.query(
      "insert into users (email, name, role) values ('nation@example.org', 'Nation', 'admin')",
    );
    await fillProfiles(client);
    await fillVersions(client, quarters);
    await fillServices(client, times);
    await client.query('analyze');
    await fillMeasures(client, url, forms);
    await fillHistory(client);
    await client.query('vacuum (analyze)');
    const { rows } = await client.query<{ count: number }>('select count(*)::integer as count from services');
    return rows[0]?.count ?? 0;
  });
}

/** The kinds of service, each as wide as its share of all, by their positions in the lists. */
async function fillProfiles(client: pg.Client): Promise<void> {
  const total = profiles.reduce((sum, { share }) => sum + share, 0);
  let below = 0;
  const rows = profiles.map(({ serviceType, clientGroup, accommodation, duration, share }) => {
    const from = below / total;
    below += share;
    const at = accommodation.map((label) => lists.accommodationType.indexOf(label) + 1);
    return [
      ...[from, below / total, lists.serviceType.indexOf(serviceType) + 1],
      ...[lists.clientGroup.indexOf(clientGroup) + 1, lists.durationType.indexOf(duration) + 1],
      `'{${(at.length === 0 ? [0] : at).join(',')}}'`,
    ];
  });
  await client.query(`
    create temporary table profiles
      (above double precision, below double precision, type smallint, client smallint, duration smallint, homes smallint[]);
    insert into profiles values ${rows.map((row) => `(${row.join(', ')})`).join(', ')}`);
}

/** An extract a quarter and authority, of the quarter's last day, sent some weeks later. */
async function fillVersions(client: pg.Client, quarters: number): Promise<void> {
  await client.query(`
    insert into uploads (authority_id, uploaded_by, kind, series, file_name, file_size, sha256, data_date, state, received_at, live_from)
    select authority, (select id from users where email = 'nation@example.org'), 'extract', 'extract', 'nation.zip', 1, '\\x00',
      day, case when quarter = ${quarters} then 'live' else 'superseded' end, day + interval '20 days', day + interval '20 days'
    from generate_series(1, ${quarters}) as quarter, (select id as authority from authorities) as each,
      lateral (select (date '2003-01-01' + quarter * interval '3 months' - interval '1 day')::date as day) as days
    order by quarter, authority;

    insert into extracts (upload_id, authority_id, extract_date)
    select id, authority_id, data_date from uploads order by id;

    insert into live_extracts (authority_id, extract_id)
    select extracts.authority_id, extracts.id
    from extracts join uploads on uploads.id = extracts.upload_id where state = 'live'`);
}

/** A service has the same labels in every quarter, and costs a little more in each. */
async function fillServices(client: pg.Client, times: number): Promise<void> {
  await client.query(`
    create temporary table sizes as
      select id as authority_id,
        greatest(1, round(${SERVICES * times}.0 * population / sum(population) over ()))::integer as services
      from authorities;

    create temporary table each as
      select authority_id, number, n, type, client, homes[1 + n % cardinality(homes)] as home, duration
      from sizes, generate_series(1, services) as number,
        lateral (select (authority_id * 1009 + number)::integer as n) as spread,
        lateral (select (authority_id * 0.377 + number * 0.618033988749895) % 1 as place) as placed
        join profiles on place >= above and place < below;
    create index on each (authority_id, number);
    analyze each;

    update extracts set services = sizes.services from sizes where sizes.authority_id = extracts.authority_id;

    insert into services
    select extract_id, number + 1, 'NAT' || lpad(number::text, 7, '0'), 'Maple House floating support ' || number,
      type, client, home, duration, 1 + n % 4, 1 + n % 4,
      units, hours, managers, frontline, cost,
      10000 + n % 90000 + 0.5, case when n % 12 > 0 then 9000 + n % 90000 + 0.25 end,
      case when n % 5 > 0 then n % 1000 + 1 end, case when n % 5 > 0 then n % 900 + 1 end,
      cost * units / (hours * (managers + frontline)), hours * (managers + frontline) / units
    from (
      select extracts.id as extract_id, number, n, type, client, home, duration, 2 + n % 50 as units,
        37.5::double precision as hours, 1.5::double precision as managers, (n % 20) / 2.0 + 1 as frontline,
        round(((n * 37 % 9000) / 100.0 + 10) * pow(0.99, (latest - extract_date) / 91), 2) as cost
      from extracts join each using (authority_id), (select max(extract_date) as latest from extracts) as last
      order by extracts.id, number
    ) as made
    order by extract_id, number`);
}
