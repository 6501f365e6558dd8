import type { Knex } from 'knex';

/** The names and addresses that everybody else has, and those that they had before. */
export async function namesOfOthers(db: Knex, userId: number): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { name: string }[] }>(
    `select distinct name from (
       select name from users where id <> :userId union select email from users where id <> :userId
       union select value from former_names where user_id <> :userId
       union select name from account_requests where user_id is distinct from :userId
     ) as names where name is not null and name <> '' order by name`,
    { userId },
  );
  return rows.map(({ name }) => name);
}
