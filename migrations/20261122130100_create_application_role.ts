import type { Knex } from 'knex';

/**
 * The application works as spbench_app, which owns nothing: it reads and writes rows, but can change no table, and of the
 * audit trail it can only read and add to. Tables that later migrations make are covered by the default privileges.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    do $$ begin
      create role spbench_app nologin;
    exception when duplicate_object or unique_violation then null;
    end $$;
    do $$ begin
      execute format('grant spbench_app to %I', current_user);
    end $$;

    grant usage on schema public, benchmark to spbench_app;
    grant select on benchmark.versions to spbench_app;
    grant select, insert, update, delete on all tables in schema public to spbench_app;
    grant usage, select on all sequences in schema public to spbench_app;
    alter default privileges in schema public grant select, insert, update, delete on tables to spbench_app;
    alter default privileges in schema public grant usage, select on sequences to spbench_app;

    revoke update, delete on audit_events from spbench_app;
    revoke insert, update, delete on audit_chain from spbench_app;
    revoke insert, update, delete on knex_migrations, knex_migrations_lock from spbench_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter default privileges in schema public revoke all on tables from spbench_app;
    alter default privileges in schema public revoke all on sequences from spbench_app;
    revoke all on all tables in schema public from spbench_app;
    revoke all on all sequences in schema public from spbench_app;
    revoke all on benchmark.versions from spbench_app;
    revoke all on schema public, benchmark from spbench_app;
  `);
}
