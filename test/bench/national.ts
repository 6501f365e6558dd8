import { withClient } from './server.ts';

export const AUTHORITIES = 152;
export const SERVICES_EACH = 243;
export const QUARTERS = 28;

/**
 * Services of all authorities, so many quarters of them, the last one live: SQL alone, in the order in which uploads
 * would have come. The figures are spread like those of the bench's extracts, so that none of these is irregular.
 */
export async function fillNation(url: string, quarters: number): Promise<number> {
  return withClient(url, async (client) => {
    await client.query(`
      insert into users (email, name, role) values ('nation@example.org', 'Nation', 'admin');

      insert into uploads (authority_id, uploaded_by, kind, series, file_name, file_size, sha256, data_date, state)
      select authority, (select id from users where email = 'nation@example.org'), 'extract', 'extract', 'nation.zip', 1, '\\x00',
        date '2003-01-01' + quarter * 91, case when quarter = ${quarters} then 'live' else 'superseded' end
      from generate_series(1, ${quarters}) as quarter,
        (select id as authority from authorities order by id limit ${AUTHORITIES}) as each
      order by quarter, authority;

      insert into extracts (upload_id, authority_id, extract_date, services)
      select id, authority_id, data_date, ${SERVICES_EACH} from uploads order by id;

      insert into live_extracts (authority_id, extract_id)
      select extracts.authority_id, extracts.id
      from extracts join uploads on uploads.id = extracts.upload_id where state = 'live';

      insert into services
      select extract_id, number + 1, 'NAT' || lpad((number)::text, 7, '0'), 'Maple House floating support ' || number,
        1 + n % 7, 1 + n % 21, 1 + n % 14, 1 + n % 3, 1 + n % 4, 1 + n % 4,
        units, hours, managers, frontline, cost, 10000 + n % 90000 + 0.5, 9000 + n % 90000 + 0.25,
        n % 1000 + 1, n % 900 + 1, cost * units / (hours * (managers + frontline)), hours * (managers + frontline) / units
      from (
        select id as extract_id, number, n, 2 + n % 50 as units, 37.5::double precision as hours,
          1.5::double precision as managers, (n % 20) / 2.0 + 1 as frontline, (n * 37 % 9000) / 100.0 + 10 as cost
        from extracts, generate_series(1, ${SERVICES_EACH}) as number,
          lateral (select (authority_id * ${SERVICES_EACH} + number)::integer as n) as spread
        order by id, number
      ) as made
      order by extract_id, number;
    `);
    await client.query('vacuum (analyze)');
    const { rows } = await client.query<{ count: number }>('select count(*)::integer as count from services');
    return rows[0]?.count ?? 0;
  });
}
