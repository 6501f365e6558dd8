import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RetentionKey } from '../../../src/platform/retention-classes.ts';
import { add, DAY, exportSeal, hash, type Plant, sender, START } from './planting-parts.ts';
import { rightsPlants } from './planting-rights.ts';

export { type Planted, START } from './planting-parts.ts';

const noteOn = (column: string, id: number, officerId: number) => ({
  ...{ [column]: id, written_by: officerId, written_at: START, way: 'note', note: 'A note' },
});

/** A row of every class that has a term, begun at START, with all that belongs to it. */
export const plants: Readonly<Partial<Record<RetentionKey, Plant>>> = {
  ...rightsPlants,
  failedSignIn: async ({ db }) => {
    await db('delays').insert({ key: 'sign-in:planted', failures: 3, last_at: START });
    return { table: 'delays', where: { key: 'sign-in:planted' } };
  },
  invitation: async ({ db, personId }) => {
    const row = { user_id: personId, token_hash: hash('invitation'), created_at: START, expires_at: START };
    return { table: 'invitations', where: { id: await add(db, 'invitations', row) }, heldBy: ['person'] };
  },
  passwordReset: async ({ db, personId }) => {
    const row = { user_id: personId, token_hash: hash('reset'), created_at: START, expires_at: START };
    return {
      ...{ table: 'password_resets', where: { id: await add(db, 'password_resets', row) } },
      heldBy: ['person', 'authority'],
    };
  },
  emailChange: async ({ db, personId }) => {
    const hashes = { confirm_hash: hash('confirm'), stop_hash: hash('stop') };
    const row = { user_id: personId, old_email: 'a@example.org', new_email: 'b@example.org', ...hashes };
    const id = await add(db, 'email_changes', { ...row, asked_at: START });
    return { table: 'email_changes', where: { id }, heldBy: ['person'] };
  },
  directoryView: async ({ db, personId, officerId }) => {
    const row = { seen_id: personId, viewer_id: officerId, viewed_at: START };
    return {
      table: 'directory_views',
      where: { id: await add(db, 'directory_views', row) },
      heldBy: ['person'],
    };
  },
  accountRequest: async ({ db, personId, officerId, authorityId }) => {
    const decided = { state: 'declined', decided_by: officerId, decided_at: START, decline_reason: 'No' };
    const id = await add(db, 'account_requests', {
      ...{ authority_id: authorityId, requested_by: personId, requested_at: START, role: 'officer' },
      ...{ name: 'New', email: 'new@example.org', reason: 'Work', ...decided },
    });
    return { table: 'account_requests', where: { id }, heldBy: ['person', 'authority'] };
  },
  letterContent: async ({ db, personId }) => {
    const row = { user_id: personId, about: 'planted', state: 'dead', content: hash('letter') };
    const id = await add(db, 'outbox', { ...row, ended_at: START });
    return { table: 'outbox', where: { id }, heldBy: ['person'], emptied: 'content' };
  },
  letter: async ({ db, personId }) => {
    const row = { user_id: personId, about: 'planted', state: 'sent', ended_at: START };
    return { table: 'outbox', where: { id: await add(db, 'outbox', row) }, heldBy: ['person'] };
  },
  letterCopy: async ({ db, personId, dataDir }) => {
    const row = { user_id: personId, about: 'planted', state: 'sent', ended_at: START };
    const id = await add(db, 'outbox', row);
    await mkdir(path.join(dataDir, 'mail'), { recursive: true });
    const file = path.join(dataDir, 'mail', `20100301100000-${id}.eml`);
    await writeFile(file, 'Dear Priya');
    return { table: 'outbox', where: { id }, heldBy: ['person', 'authority'], file };
  },
  mailing: async ({ db, personId }) => {
    const texts = { purpose: 'research', subject: 'A survey', body: 'Please' };
    const ended = { state: 'sent', started_at: START, ended_at: START, sent_by: personId };
    const row = { ...texts, ...ended, created_by: personId, created_at: new Date('2009-01-01T00:00:00Z') };
    return { table: 'mailings', where: { id: await add(db, 'mailings', row) }, heldBy: ['person'] };
  },
  upload: async ({ db, personId, authorityId }) => {
    const file = { kind: 'extract', file_name: 'x.zip', file_size: 1, sha256: hash('file'), data_date: DAY };
    const id = await add(db, 'uploads', {
      ...{ authority_id: authorityId, uploaded_by: personId, ...file, series: '', state: 'rejected' },
      ...{ received_at: START, finished_at: START },
    });
    const seal = { key_id: 'test', iv: hash('iv'), tag: hash('tag') };
    await db('originals').insert({ upload_id: id, ...seal });
    await db('original_chunks').insert({ upload_id: id, position: 0, bytes: hash('bytes') });
    return {
      ...{ table: 'uploads', where: { id }, heldBy: ['person', 'authority'] },
      parts: { originals: { upload_id: id }, original_chunks: { upload_id: id } },
    };
  },
  reExtraction: async ({ db, personId, authorityId }) => {
    const row = { requested_by: personId, authority_id: authorityId, state: 'applied' };
    const id = await add(db, 're_extractions', { ...row, created_at: START, finished_at: START });
    return { table: 're_extractions', where: { id }, heldBy: ['person', 'authority'] };
  },
  enquiry: async ({ db, personId, officerId }) => {
    const id = await add(db, 'enquiries', { kind: 'question', ...sender('E-22222222', personId) });
    await db('contact_notes').insert(noteOn('enquiry_id', id, officerId));
    return {
      ...{ table: 'enquiries', where: { id }, parts: { contact_notes: { enquiry_id: id } } },
      heldBy: ['person', 'authority', { reference: 'E-22222222' }],
    };
  },
  complaint: async ({ db, personId, officerId }) => {
    const id = await add(db, 'complaints', sender('C-22222222', personId));
    await db('contact_notes').insert(noteOn('complaint_id', id, officerId));
    await db('complaint_events').insert({
      ...{ complaint_id: id, kind: 'acknowledged', happened_at: START, recorded_at: START },
      ...{ recorded_by: officerId, facts: '{}', letter: 'Dear Priya' },
    });
    return {
      ...{
        table: 'complaints',
        where: { id },
        parts: { contact_notes: { complaint_id: id }, complaint_events: { complaint_id: id } },
      },
      heldBy: ['person', 'authority', { reference: 'C-22222222' }],
    };
  },
  request: async ({ db, personId, officerId }) => {
    const linked = { subject_id: personId, linked_at: START, wanted_right: 'access' };
    const id = await add(db, 'rights_requests', { ...sender('R-22222222', personId), ...linked });
    const of = { rights_request_id: id };
    await db('contact_notes').insert(noteOn('rights_request_id', id, officerId));
    await db('request_events').insert({
      ...{ ...of, kind: 'closed', happened_on: DAY, recorded_by: officerId, recorded_at: START },
    });
    await db('identity_checks').insert({
      ...{ ...of, checked_by: officerId, checked_at: START, seen: ['passport'], way: 'post' },
      ...{ copies: 'none', is_confirmed: true, confirms_email: false },
    });
    await db('request_letters').insert({
      ...{ ...of, kind: 'answer', number: 1, version: 1, subject: 'Your data', body: 'Dear Priya' },
      ...{ written_by: officerId, written_at: START },
    });
    const asked = { user_id: personId, asked_by: officerId, asked_at: START };
    const copy = await add(db, 'access_exports', {
      ...{ ...of, ...asked, state: 'review', made_at: START, letter: hash('letter') },
    });
    const packed = await add(db, 'export_files', { export_id: copy, bytes: 1, ...exportSeal() });
    await db('access_exports').where({ id: copy }).update({ package_file: packed });
    await db('request_reminders').insert({ ...of, kind: 'limit', of_day: DAY, sent_at: START });
    return {
      ...{ table: 'rights_requests', where: { id } },
      parts: {
        ...{ contact_notes: of, request_events: of, identity_checks: of },
        ...{ request_letters: of, request_reminders: of },
        ...{ access_exports: of, export_files: { export_id: copy } },
      },
      heldBy: ['person', 'authority', { reference: 'R-22222222' }],
    };
  },
  breach: async ({ db, officerId }) => {
    const id = await add(db, 'breaches', {
      ...{ reference: 'B-22222222', aware_at: START, reported_at: START, reported_by: officerId },
      closed_at: START,
    });
    await db('breach_events').insert({
      ...{ breach_id: id, kind: 'reported', happened_at: START, recorded_at: START },
      ...{ recorded_by: officerId, facts: '{}' },
    });
    return {
      ...{ table: 'breaches', where: { id }, parts: { breach_events: { breach_id: id } } },
      heldBy: [{ reference: 'B-22222222' }],
    };
  },
  disclosure: async ({ db, personId, officerId }) => {
    const ground = { ground: 'consent', consent: 'given', telling: 'told', told_on: DAY };
    const id = await add(db, 'disclosures', {
      ...{ reference: 'D-22222222', user_id: personId, decision: 'disclosed', data_kinds: ['name'] },
      ...{ recipient: 'A court', purpose: 'A case', ...ground },
      ...{ decided_at: START, recorded_at: START, recorded_by: officerId },
    });
    return {
      ...{ table: 'disclosures', where: { id } },
      heldBy: ['person', 'authority', { reference: 'D-22222222' }],
    };
  },
  register: async ({ db, personId, officerId }) => {
    const id = await add(db, 'register_entries', { register: 'training', user_id: personId, ended_on: DAY });
    const facts = JSON.stringify({ what: 'security' });
    await db('register_versions').insert({
      ...{ entry_id: id, number: 1, facts, review_on: DAY, saved_at: START, saved_by: officerId },
    });
    return {
      table: 'register_entries',
      where: { id },
      parts: { register_versions: { entry_id: id } },
      heldBy: ['person'],
    };
  },
  removal: async ({ db, personId, officerId }) => {
    const id = await add(db, 'removals', {
      ...{ scope: 'person', user_id: personId, ground: 'leaves', state: 'refused', refusal: 'claims' },
      ...{ plan: '{"people":[],"uploads":[],"lines":[]}', plan_hash: hash('plan') },
      ...{ requested_by: officerId, requested_at: START, decided_by: officerId, decided_at: START },
    });
    const trace = { removal_id: id, place: 'users.name', count: 1, is_planned: true };
    await db('removal_traces').insert(trace);
    return {
      ...{ table: 'removals', where: { id }, parts: { removal_traces: { removal_id: id } } },
      heldBy: ['person', 'authority'],
    };
  },
  bankHoliday: async ({ db, officerId }) => {
    await db('bank_holidays').insert({ day: DAY, name: 'A day', added_by: officerId, added_at: START });
    return { table: 'bank_holidays', where: { day: DAY } };
  },
  auditVerification: async ({ db, personId }) => {
    const row = {
      asked_at: START,
      asked_by: personId,
      finished_at: START,
      is_whole: true,
      sentence: 'Whole',
    };
    const where = { id: await add(db, 'audit_verifications', row) };
    return { table: 'audit_verifications', where, heldBy: ['person'] };
  },
  legalHold: async ({ db, personId, officerId }) => {
    const placed = { placed_by: officerId, placed_at: START, review_on: DAY };
    const id = await add(db, 'legal_holds', { user_id: personId, reason: 'A claim', ...placed });
    const end = { reason: 'Settled', ended_by: officerId, ended_at: START };
    await db('legal_hold_ends').insert({ hold_id: id, ...end });
    return {
      table: 'legal_holds',
      where: { id },
      parts: { legal_hold_ends: { hold_id: id } },
      heldBy: ['person', 'authority'],
    };
  },
  retentionRun: async ({ db, personId }) => {
    const row = { asked_by: personId, started_at: START, ended_at: START, state: 'done' };
    const id = await add(db, 'retention_runs', row);
    await db('retention_run_classes').insert({ run_id: id, class: 'letter', due: 1, held: 0, deleted: 1 });
    return {
      ...{ table: 'retention_runs', where: { id }, parts: { retention_run_classes: { run_id: id } } },
      heldBy: ['person'],
    };
  },
};

/** When each of them is past its term. Written out here, and not taken from what is tested. */
export const ends: Readonly<Record<string, string>> = {
  failedSignIn: '2010-03-02T10:00:00Z',
  invitation: '2011-03-01T10:00:00Z',
  passwordReset: '2011-03-01T10:00:00Z',
  emailChange: '2010-03-08T10:00:00Z',
  directoryView: '2013-03-01T10:00:00Z',
  accountRequest: '2012-03-01T10:00:00Z',
  letterContent: '2010-03-31T10:00:00Z',
  letter: '2010-05-30T10:00:00Z',
  letterCopy: '2010-03-31T10:00:00Z',
  exportContent: '2010-05-30T10:00:00Z',
  requestSender: '2010-03-31T10:00:00Z',
  mailing: '2016-03-01T10:00:00Z',
  upload: '2012-03-01T10:00:00Z',
  reExtraction: '2012-03-01T10:00:00Z',
  enquiry: '2012-03-01T10:00:00Z',
  complaint: '2016-03-01T10:00:00Z',
  request: '2013-03-01T10:00:00Z',
  breach: '2016-03-01T10:00:00Z',
  disclosure: '2016-03-01T10:00:00Z',
  register: '2016-03-01T00:00:00Z',
  removal: '2016-03-01T10:00:00Z',
  bankHoliday: '2016-03-01T00:00:00Z',
  auditVerification: '2016-03-01T10:00:00Z',
  legalHold: '2016-03-01T10:00:00Z',
  retentionRun: '2012-03-01T10:00:00Z',
};
