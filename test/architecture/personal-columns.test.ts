import { expect } from 'chai';
import { personalData } from '../../src/wiring.ts';
import { createTestDatabase, query, type TestDatabase } from '../support/database.ts';

const declared = personalData.map(({ table, column }) => `${table}.${column}`);

/** Tables that hold services, files and lists: nothing in them is about a person, but for the columns declared. */
const aboutNobody: Record<string, string> = {
  authorities: 'public bodies',
  list_entries: 'labels of the specification',
  extracts: 'versions of an authority’s services',
  live_extracts: 'which version is live',
  services: 'services, which have no field for a person',
  originals: 'keys and seals of files',
  finding_groups: 'what findings share: file, rule, field, count',
  finding_services: 'ids and names of services',
  quality_scores: 'grades of services',
  live_quality_scores: 'grades of services',
  performance_items: 'figures of services',
  outcome_forms: 'numbers of forms, which stand for nobody whose name or case is here, and their answers',
  outcome_results: 'counts of answers',
  original_chunks: 'encrypted files, which hold services',
  re_extraction_items: 'what a second reading of a file says otherwise: services, findings, counts',
  peer_group_members: 'which authorities a group has',
  service_measures: 'grades, indicators and outcomes of services',
  measured_services: 'services with all their measures',
  policy_versions: 'texts of the public pages',
  usage_counts: 'how often pages were opened, by nobody in particular',
  export_files: 'keys, seals and hashes of packages',
  export_groups: 'which tables something was found in',
  restricted_users: 'a view: whose data is stored and not used, and since when',
  request_reminders: 'which reminders of requests were sent',
  audit_chain: 'hashes of audit events',
  retention_run_classes: 'how many entries of which kind were deleted',
  authority_terms: 'when an agreement with an authority was made, and when it left',
  recalculations: 'days on which figures were worked out again',
  knex_migrations: 'names of migrations',
  knex_migrations_lock: 'a flag',
};

/** Columns beside personal ones that say nothing about a person themselves. */
const excused: Record<string, string[]> = {
  'what a mailing says, and how far it is': [
    ...[
      'id',
      'purpose',
      'subject',
      'body',
      'state',
      'created_at',
      'started_at',
      'ended_at',
      'reached',
      'letters',
    ],
  ].map((name) => `mailings.${name}`),
  'which mailing a letter belongs to': ['outbox.mailing_id'],
  'what was objected to, and when, by nobody who could be named': ['suppressions.purpose', 'suppressions.at'],
  'what a removal did, how far it is, and its certificate, which name nobody': [
    ...['id', 'scope', 'authority_id', 'ground', 'case_reference', 'confirmed_on', 'confirmed_way', 'state'],
    ...[
      'plan',
      'plan_hash',
      'requested_at',
      'decided_at',
      'roles',
      'refusal',
      'backups_until',
      'searched_at',
    ],
    ...['certificate', 'signature'],
  ].map((name) => `removals.${name}`),
  'where something is still found after a removal, and how that was judged': [
    ...['removal_id', 'place', 'count', 'is_planned', 'settled_at', 'settlement'],
  ].map((name) => `removal_traces.${name}`),
  'numbers of rows': [
    'invitations.id',
    'former_names.id',
    'email_changes.id',
    'consents.id',
    'directory_views.id',
    'sessions.id',
    'recovery_codes.id',
    'password_resets.id',
    'audit_events.id',
    'uploads.id',
    'findings.upload_id',
    'findings.number',
  ],
  'how far a letter has come, and what occasioned it': [
    ...['id', 'about', 'state', 'attempts', 'last_fault', 'last_code', 'queued_at', 'due_at', 'ended_at'],
  ].map((name) => `outbox.${name}`),
  'what came in when, under which reference, and how it stands': [
    'enquiries',
    'complaints',
    'rights_requests',
  ].flatMap((table) =>
    ['id', 'reference', 'received_at', 'channel', 'sent_hash', 'closed_at'].map((name) => `${table}.${name}`),
  ),
  'on which day a request came, and when it was said whose it is': [
    'rights_requests.received_on',
    ...['rights_requests.linked_at', 'rights_requests.emptied_at'],
  ],
  'what happened to a request, when, on which ground': [
    ...['id', 'rights_request_id', 'kind', 'happened_on', 'choice', 'pence', 'recorded_at'],
  ].map((name) => `request_events.${name}`),
  'how and when somebody’s identity was checked, and how it came out': [
    ...['id', 'rights_request_id', 'checked_at', 'way', 'copies', 'is_confirmed', 'confirms_email'],
  ].map((name) => `identity_checks.${name}`),
  'which letter of which request it is, and when and how it was sent': [
    ...['id', 'rights_request_id', 'kind', 'number', 'version', 'written_at', 'sent_at', 'sent_way'],
  ].map((name) => `request_letters.${name}`),
  'how far the copy of somebody’s data is, and when it was delivered': [
    ...['id', 'rights_request_id', 'state', 'progress', 'failed_at', 'asked_at', 'made_at', 'finished_at'],
    ...['approved_at', 'package_file', 'package_sha256', 'package_bytes', 'withheld', 'released_at'],
    ...['expires_at', 'in_account', 'handed_on', 'handed_way', 'ended_at'],
  ].map((name) => `access_exports.${name}`),
  'which item of an export it is, and when it was looked at': [
    ...['export_id', 'number', 'group_number', 'key', 'upload_id', 'file_id', 'verdict', 'reviewed_at'],
  ].map((name) => `export_items.${name}`),
  'where something is withheld, on which ground, since when': [
    ...['id', 'export_id', 'item_number', 'in_column', 'ground', 'decided_at'],
  ].map((name) => `export_withholdings.${name}`),
  'where somebody else may be named, and how that was judged': [
    ...['export_id', 'number', 'item_number', 'in_column', 'state'],
  ].map((name) => `export_proposals.${name}`),
  'when a search was noted': ['id', 'export_id', 'recorded_at'].map((name) => `export_searches.${name}`),
  'how long a link and a code are good': ['id', 'export_id', 'made_at', 'expires_at', 'downloads_left'].map(
    (name) => `export_codes.${name}`,
  ),
  'how and when a package was downloaded': ['id', 'export_id', 'way', 'at'].map(
    (name) => `export_downloads.${name}`,
  ),
  'which sealed chunk it is': ['export_file_chunks.file_id', 'export_file_chunks.position'],
  'days on which nobody works': ['day', 'name', 'added_at'].map((name) => `bank_holidays.${name}`),
  'how a complaint stands': ['acknowledged_at', 'outcome', 'outcome_at'].map((name) => `complaints.${name}`),
  'which step with a complaint it was, and when': [
    ...['id', 'complaint_id', 'kind', 'happened_at', 'recorded_at'],
  ].map((name) => `complaint_events.${name}`),
  'which breach it is, and when it was known, reported and closed': [
    ...['id', 'reference', 'aware_at', 'reported_at', 'closed_at'],
  ].map((name) => `breaches.${name}`),
  'which step after a breach it was, and when': [
    ...['id', 'breach_id', 'kind', 'happened_at', 'recorded_at'],
  ].map((name) => `breach_events.${name}`),
  'which disclosure it is, when it was decided, and whether it was told': [
    ...[
      'id',
      'reference',
      'decision',
      'agreement',
      'telling',
      'told_on',
      'review_on',
      'is_hidden',
      'decided_at',
    ],
    'recorded_at',
  ].map((name) => `disclosures.${name}`),
  'which correction of which detail it is, when it was made, and whether the mistake stays on record': [
    ...['id', 'rights_request_id', 'field', 'mistake_kept', 'corrected_on', 'recorded_at'],
    ...['state', 'settled_way', 'settled_at'],
  ].map((name) => `corrections.${name}`),
  'whom a correction was told to, when, and how that is known': [
    ...['id', 'correction_id', 'known_from', 'is_hidden', 'outcome', 'settled_on'],
  ].map((name) => `correction_recipients.${name}`),
  'which detail a statement is about, and when it was made and taken back': [
    ...['id', 'rights_request_id', 'field', 'written_at', 'withdrawn_at'],
  ].map((name) => `disagreements.${name}`),
  'which limit it is, and when it began, was told of and ended': [
    ...['id', 'rights_request_id', 'started_at', 'told_on', 'told_way', 'ended_at'],
  ].map((name) => `restrictions.${name}`),
  'whom a limit or a removal was told to, when, and how that is known': [
    ...['restriction_recipients.restriction_id', 'removal_recipients.removal_id'],
    ...['restriction_recipients', 'removal_recipients'].flatMap((table) =>
      ['id', 'known_from', 'is_hidden', 'outcome', 'settled_on'].map((name) => `${table}.${name}`),
    ),
  ],
  'which objection it is, when it came, and how it stands': [
    ...['id', 'rights_request_id', 'raised_at', 'state', 'decided_at'],
  ].map((name) => `objections.${name}`),
  'which register an entry is in, and whether it has ended': ['id', 'register', 'ended_on'].map(
    (name) => `register_entries.${name}`,
  ),
  'which version of an entry it is, and when it is looked at again': [
    ...['entry_id', 'number', 'review_on', 'saved_at'],
  ].map((name) => `register_versions.${name}`),
  'when the trail was verified, and the verdict': [
    ...['id', 'asked_at', 'finished_at', 'is_whole', 'sentence'],
  ].map((name) => `audit_verifications.${name}`),
  'what a hold is on beside a person, since when, and until when at first': [
    ...['id', 'authority_id', 'case_reference', 'review_on', 'placed_at'],
  ].map((name) => `legal_holds.${name}`),
  'which hold has ended, and when': ['hold_id', 'ended_at'].map((name) => `legal_hold_ends.${name}`),
  'when the retention schedule was carried out': ['id', 'started_at', 'ended_at', 'state'].map(
    (name) => `retention_runs.${name}`,
  ),
  'question, suggestion or problem': ['enquiries.kind'],
  'what an entry of the contact log is about, when, and of which kind': [
    ...['id', 'enquiry_id', 'complaint_id', 'rights_request_id', 'written_at', 'way', 'makes'],
  ].map((name) => `contact_notes.${name}`),
  'which request for an account it is, whose authority’s, when, and how it was decided': [
    ...['id', 'authority_id', 'requested_at', 'state', 'decided_at'],
  ].map((name) => `account_requests.${name}`),
  'counters under a key that names nobody': ['delays.failures', 'delays.last_at'],
  'what was done to what, never to whom': ['at', 'action', 'subject_type', 'subject_id', 'details'].map(
    (name) => `audit_events.${name}`,
  ),
  'the file and how its check went': [
    'authority_id',
    'kind',
    'series',
    'is_check_only',
    'keeps_all_tables',
    'original',
    'file_name',
    'file_size',
    'sha256',
    'data_date',
    'received_at',
    'state',
    'progress',
    'tables',
    'error_count',
    'irregular_count',
    'notice_count',
    'finished_at',
    'live_from',
    're_extracts',
  ].map((name) => `uploads.${name}`),
  'what a comparison group is called, whose it is, and from when to when': [
    'id',
    'authority_id',
    'name',
    'created_at',
    'ended_at',
  ].map((name) => `peer_groups.${name}`),
  'which files a run reads, and how far it is': [
    'id',
    'authority_id',
    'state',
    'created_at',
    'finished_at',
  ].map((name) => `re_extractions.${name}`),
  'the cell, the rule and the decision': [
    'group_number',
    'file_position',
    'row',
    'column_position',
    'value',
    'params',
    'severity',
    'service_id',
    'service_name',
    'decision',
    'decided_at',
  ].map((name) => `findings.${name}`),
};

describe('every column', () => {
  let database: TestDatabase;
  before(async () => {
    database = await createTestDatabase();
  });
  after(() => database.drop());

  const columns = async (): Promise<string[]> => {
    const rows = await query(
      database.url,
      `select table_name || '.' || column_name as name, table_name as in_table from information_schema.columns
       where table_schema = 'public' order by 1`,
    );
    return rows.filter(({ in_table }) => !(String(in_table) in aboutNobody)).map(({ name }) => String(name));
  };

  it('is declared as personal or excused with a reason', async () => {
    expect([...declared, ...Object.values(excused).flat()].sort()).to.deep.equal((await columns()).sort());
  });

  it('is declared once', () => {
    expect(new Set(declared).size).to.equal(declared.length);
  });

  it('that refers to a person is declared, and keeps the person from being deleted unnoticed', async () => {
    const keys = await query(
      database.url,
      `select conrelid::regclass || '.' || attname as name, confdeltype as rule from pg_constraint
       join pg_attribute on attrelid = conrelid and attnum = any (conkey)
       where contype = 'f' and confrelid = 'users'::regclass order by 1`,
    );
    expect(keys).to.have.length.above(3);
    for (const { name, rule } of keys)
      expect([declared.includes(String(name)), rule], String(name)).to.deep.equal([true, 'r']);
  });

  it('of the benchmark says nothing of who a service is', async () => {
    const rows = await query(
      database.url,
      `select column_name as name from information_schema.columns where table_schema = 'benchmark'`,
    );
    expect(rows).to.have.length.above(5);
    for (const { name } of rows)
      expect(String(name)).not.to.match(/service_id|service_name|upload|user|^row$/);
  });
});
