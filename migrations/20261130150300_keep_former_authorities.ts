import type { Knex } from 'knex';

const function_ = (authority: string): string => `
  create or replace function keep_former_name() returns trigger language plpgsql as $$
    begin
      -- Removing a person empties them all, and keeps none.
      if new.name <> old.name then
        insert into former_names (user_id, kind, value) values (old.id, 'name', old.name);
      end if;
      if lower(new.email) <> lower(old.email) then
        insert into former_names (user_id, kind, value) values (old.id, 'email', old.email);
      end if;
      ${authority}
      return null;
    end $$;`;

/**
 * The authority that somebody worked for before is kept as their former names are, so that they are found by it. And what
 * people dispute can be asked for with the people themselves: the details, and the name as others see it (P67).
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table former_names drop constraint former_names_kind_check;
    alter table former_names add constraint former_names_kind_check check (kind in ('name', 'email', 'authority'));
    ${function_(`if new.authority_id <> old.authority_id then
        insert into former_names (user_id, kind, value)
          select old.id, 'authority', name from authorities where id = old.authority_id;
      end if;`)}
    drop trigger users_former_names on users;
    create trigger users_former_names after update of name, email, authority_id on users
      for each row execute function keep_former_name();
    create index disagreements_standing on disagreements (user_id) where withdrawn_at is null;

    create function disputed_details(of_user bigint) returns text[] language sql stable as $$
      select coalesce(array_agg(distinct field order by field), '{}') from disagreements
      where user_id = of_user and withdrawn_at is null
    $$;
    -- The name with what is to be seen beside it; null of somebody who was removed.
    create function marked_name(of_user bigint) returns text language sql stable as $$
      select name || case when 'name' = any (disputed_details(of_user)) then ' (disputed by them)' else '' end
      from users where id = of_user
    $$;
    create or replace function shown_name(of_user bigint, for_purpose text) returns text language sql stable as $$
      select case
        when removed_at is not null then 'somebody whose account was removed'
        else coalesce((select marked_name(people.id)
          from usable_people(for_purpose) as people where people.id = of_user),
          'somebody whose data is not used at present') end
      from users where users.id = of_user
    $$;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    create or replace function shown_name(of_user bigint, for_purpose text) returns text language sql stable as $$
      select case
        when removed_at is not null then 'somebody whose account was removed'
        else coalesce((select people.name from usable_people(for_purpose) as people where people.id = of_user),
          'somebody whose data is not used at present') end
      from users where users.id = of_user
    $$;
    drop function marked_name(bigint);
    drop function disputed_details(bigint);
    drop index disagreements_standing;
    drop trigger users_former_names on users;
    create trigger users_former_names after update of name, email on users
      for each row execute function keep_former_name();
    ${function_('')}
    delete from former_names where kind = 'authority';
    alter table former_names drop constraint former_names_kind_check;
    alter table former_names add constraint former_names_kind_check check (kind in ('name', 'email'));
  `);
}
