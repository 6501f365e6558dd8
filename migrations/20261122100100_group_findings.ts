import type { Knex } from 'knex';

/**
 * What many findings of an upload share (rule, field, file) is kept once, with their count: a fault repeated on every
 * row is one line of the report, which opens to its rows. Names of services whose findings are in other tables than
 * the one that names them stand apart. findings.upload_id has no foreign key any more: PostgreSQL would check it once a
 * row (11 s in a million), and an upload's findings are removed with it by their writer.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    create table finding_groups (
      upload_id bigint not null references uploads on delete cascade,
      number integer not null,
      severity text not null check (severity in ('error', 'irregular', 'notice')),
      file text not null,
      file_position smallint not null,
      field text not null,
      column_position smallint not null,
      code text not null,
      params jsonb not null,
      findings integer not null,
      primary key (upload_id, number)
    );
    insert into finding_groups
      select upload_id, row_number() over (partition by upload_id order by min(number)), severity, min(file),
        file_position, field, min(column_position), code, (array_agg(params order by number))[1], count(*)
      from findings group by upload_id, severity, file_position, field, code;

    create table finding_services (
      upload_id bigint not null references uploads on delete cascade,
      service_id text not null,
      service_name text not null,
      primary key (upload_id, service_id)
    );

    alter table findings add column group_number integer, add column service_name text not null default '';
    update findings set group_number = finding_groups.number from finding_groups
      where finding_groups.upload_id = findings.upload_id and finding_groups.severity = findings.severity
        and finding_groups.file_position = findings.file_position and finding_groups.field = findings.field
        and finding_groups.code = findings.code;

    alter table findings drop constraint findings_pkey, drop constraint findings_upload_id_fkey;
    drop index findings_in_file_order;
    alter table findings drop constraint findings_severity_check;
    alter table findings alter column group_number set not null;
    alter table findings drop column file, drop column field, drop column code;
    create index findings_in_file_order on findings (upload_id, severity, file_position, row, column_position, number);
    create index findings_of_group on findings (upload_id, group_number, row, column_position, number);
    create unique index findings_to_decide on findings (upload_id, number) where severity = 'irregular';
    alter table uploads add column notice_count integer not null default 0;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table uploads drop column notice_count;
    delete from findings where severity = 'notice';
    delete from findings where not exists (select 1 from uploads where id = upload_id);
    alter table findings add column file text, add column field text, add column code text;
    update findings set file = finding_groups.file, field = finding_groups.field, code = finding_groups.code
      from finding_groups
      where finding_groups.upload_id = findings.upload_id and finding_groups.number = findings.group_number;
    drop index findings_in_file_order;
    drop index findings_of_group;
    drop index findings_to_decide;
    alter table findings drop column group_number, drop column service_name;
    alter table findings alter column file set not null, alter column field set not null,
      alter column code set not null, add primary key (upload_id, number),
      add foreign key (upload_id) references uploads on delete cascade,
      add constraint findings_severity_check check (severity in ('error', 'irregular'));
    create index findings_in_file_order on findings (upload_id, severity, file_position, row, column_position, number);
    drop table finding_services;
    drop table finding_groups;
  `);
}
