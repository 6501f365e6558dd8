import type { Knex } from 'knex';

/**
 * Nothing is added in the name of somebody who was removed: what they sent a moment before their removal may wait behind
 * it, and would bring back what has just gone (full removal, C23). A row that names a person asks for the person's own row
 * first, and so waits for a removal in hand, and fails once it is done. `guard_people` puts the trigger on every table that
 * refers to people and has it not; each start calls it, so that tables made later have it as well. Left out are the audit
 * trail, which only numbers, and findings, which come by the million and name whoever decided.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create function refuse_removed() returns trigger language plpgsql as $$
      declare
        named text;
        person bigint;
        before bigint;
      begin
        foreach named in array tg_argv loop
          execute format('select ($1).%I', named) into person using new;
          before := null;
          if tg_op = 'UPDATE' then
            execute format('select ($1).%I', named) into before using old;
          end if;
          if person is distinct from before and person is not null then
            perform from users where id = person and removed_at is null for key share;
            if not found then
              raise exception 'account % was removed, or never was', person using errcode = 'foreign_key_violation';
            end if;
          end if;
        end loop;
        return new;
      end $$;

    create function guard_people() returns void language plpgsql as $$
      declare guarded record;
      begin
        for guarded in
          select conrelid::regclass as name,
            string_agg(quote_ident(attname), ', ' order by attnum) as columns,
            string_agg(quote_literal(attname), ', ' order by attnum) as named
          from pg_constraint join pg_attribute on attrelid = conrelid and attnum = conkey[1]
          where contype = 'f' and confrelid = 'users'::regclass
            and conrelid not in ('audit_events'::regclass, 'findings'::regclass)
            and not exists (select from pg_trigger where tgrelid = conrelid and tgname = 'refuse_removed')
          group by conrelid
        loop
          execute format(
            'create trigger refuse_removed before insert or update of %s on %s for each row execute function refuse_removed(%s)',
            guarded.columns, guarded.name, guarded.named);
        end loop;
      end $$;
    revoke execute on function guard_people() from public;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop function guard_people();
    drop function refuse_removed() cascade;
  `);
}
