import type { Knex } from 'knex';

/** What people send by the public forms, and what OCC noted and answered (a contact log). */
export async function up(knex: Knex): Promise<void> {
  const sender = `
      id bigint generated always as identity primary key,
      reference text not null unique,
      received_at timestamptz not null,
      channel text not null default 'web' check (channel in ('web', 'email', 'phone', 'post', 'in-person')),
      user_id bigint references users on delete restrict,
      name text not null,
      email text,
      phone text,
      address text,
      message text not null,
      sent_hash bytea unique,
      closed_at timestamptz,
      check (num_nonnulls(email, phone, address) > 0)`;
  await knex.raw(`
    create table enquiries (
      kind text not null check (kind in ('question', 'suggestion', 'problem')),
      page text,
      ${sender}
    );
    create table complaints (
      wanted text,
      ${sender}
    );
    create table rights_requests (
      wanted_right text not null check (wanted_right in
        ('access', 'confirm', 'correct', 'restrict', 'object', 'port', 'erase', 'explain', 'unsure')),
      acts_for text,
      answer_by text check (answer_by in ('email', 'phone', 'post')),
      ${sender}
    );
    create table contact_notes (
      id bigint generated always as identity primary key,
      enquiry_id bigint references enquiries on delete cascade,
      complaint_id bigint references complaints on delete cascade,
      rights_request_id bigint references rights_requests on delete cascade,
      written_by bigint not null references users on delete restrict,
      written_at timestamptz not null,
      way text not null check (way in ('email', 'phone', 'post', 'in-person', 'note')),
      note text not null,
      makes text check (makes in ('closed', 'open')),
      check (num_nonnulls(enquiry_id, complaint_id, rights_request_id) = 1)
    );
    create index contact_notes_enquiry on contact_notes (enquiry_id);
    create index contact_notes_complaint on contact_notes (complaint_id);
    create index contact_notes_rights_request on contact_notes (rights_request_id);
    create index contact_notes_written_by on contact_notes (written_by);
  `);
  for (const table of ['enquiries', 'complaints', 'rights_requests'])
    await knex.raw(`
      create index ${table}_user on ${table} (user_id);
      create index ${table}_received on ${table} (received_at desc, id desc);
      create index ${table}_open on ${table} (received_at desc, id desc) where closed_at is null;
    `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(
    'drop table contact_notes; drop table rights_requests; drop table complaints; drop table enquiries;',
  );
}
