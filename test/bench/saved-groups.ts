import { MOST_GROUPS, MOST_GROUPS_EVER } from '../../src/reports/comparison-groups/peer-groups.ts';
import { withClient } from './server.ts';

/**
 * As many comparison groups of an authority as it may ever have saved, most of them ended: each report that compares with
 * one is held against all. Every group has its own share, from a quarter to three quarters, of the other authorities.
 */
export async function saveGroups(url: string, authorityCode: string): Promise<void> {
  await withClient(url, (client) =>
    client.query(
      `with own as (select id, (select min(id) from users) as user_id from authorities where code = $1),
       made as (
         insert into peer_groups (authority_id, name, created_by, ended_at, ended_by)
         select own.id, 'Group ' || number, user_id,
           case when number > $2::integer then now() end, case when number > $2::integer then user_id end
         from own, generate_series(1, $3::integer) as number
         returning id, authority_id)
       insert into peer_group_members (group_id, authority_id)
       select made.id, authorities.id from made, authorities
       where authorities.id <> made.authority_id
         and abs(hashint8(made.id * 1000 + authorities.id)) % 100 < 25 + made.id % 50`,
      [authorityCode, MOST_GROUPS, MOST_GROUPS_EVER],
    ),
  );
}
