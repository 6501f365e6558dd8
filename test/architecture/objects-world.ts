import type { Knex } from 'knex';
import type { Role } from '../../src/accounts/index.ts';
import { queueMail } from '../../src/platform/mail/queue-mail.ts';
import { testSecrets } from '../support/app.ts';
import type { HttpClient } from '../support/http-client.ts';
import type { WholeApp } from '../support/whole-app.ts';

export interface Person {
  id: number;
  email: string;
  role: Role;
  browser: HttpClient;
}

/** Something of every kind that an authority or a person has, by the start of its address. */
export async function plant(app: WholeApp, owner: Person): Promise<Record<string, string>> {
  const db = app.database.knex;
  const { authority_id } = await db('users').where({ id: owner.id }).first<{ authority_id: number }>();
  const now = app.clock.now();
  const idOf = async (table: string, row: object): Promise<number> => {
    const [made] = await db(table).insert(row).returning<{ id: number }[]>('id');
    return made!.id;
  };
  const upload = await idOf('uploads', {
    ...{ authority_id, uploaded_by: owner.id, kind: 'extract', series: 'extract', file_name: 'a.zip' },
    ...{ file_size: 1, sha256: Buffer.alloc(32), data_date: '2009-06-30', state: 'withdrawn' },
  });
  const group = await idOf('peer_groups', { authority_id, name: 'Of Leeds', created_by: owner.id });
  const { userId: colleague } = await app.invite({ authorityCode: '00DA' });
  const session = await db('sessions').where({ user_id: owner.id }).first<{ id: number }>('id');
  const request = await idOf('rights_requests', {
    ...{ reference: 'R-WWWWWWWW', received_at: now, user_id: owner.id, subject_id: owner.id, linked_at: now },
    ...{ name: 'x', email: owner.email, message: 'x', wanted_right: 'access' },
  });
  const letter = await idOf('request_letters', {
    ...{ rights_request_id: request, kind: 'answer', number: 1, version: 1, subject: 'x', body: 'x' },
    ...{
      written_by: owner.id,
      written_at: now,
      user_id: owner.id,
      sent_by: owner.id,
      sent_at: now,
      sent_way: 'account',
    },
  });
  const [first, second] = [await app.createUser(), await app.createUser()];
  const copy = await idOf('access_exports', {
    ...{
      rights_request_id: request,
      user_id: owner.id,
      state: 'released',
      asked_by: first.id,
      asked_at: now,
    },
    ...{ made_at: now, letter: Buffer.alloc(1), package_sha256: Buffer.alloc(32), released_at: now },
    ...{ finished_by: first.id, finished_at: now, approved_by: second.id, approved_at: now },
    ...{ released_by: first.id, expires_at: '2999-01-01', in_account: true },
  });
  const disagreement = await idOf('disagreements', {
    ...{ user_id: owner.id, field: 'name', statement: 'x', written_at: now },
  });
  await db('consents').insert({
    ...{ user_id: owner.id, purpose: 'sharing', given: false, ways: [], wording: 'x', wording_version: 1 },
    ...{ channel: 'web', at: now },
  });
  return {
    '/uploads/:id': String(upload),
    '/reports/groups/:id': String(group),
    '/reports/services/:serviceId': 'S1',
    '/account/colleagues/:id': String(colleague),
    '/account/security/sessions/:id': String(session.id),
    '/account/email/:token': 'somebody-elses-token',
    '/account/letters/:id': String(letter),
    '/account/exports/:id': String(copy),
    '/account/disagreement/:id': String(disagreement),
    '/directory/:id': String(owner.id),
  };
}

/** Everything that can be about one of OCC's own people, by the start of its address. */
export async function plantCases(
  app: WholeApp,
  { id, email, role }: Person,
): Promise<Record<string, string>> {
  const db = app.database.knex;
  const received_at = app.clock.now();
  const suffix = { admin: 'A', compliance: 'C', support: 'S' }[role as string]!.repeat(8);
  const sender = { received_at, user_id: id, name: 'x', email, message: 'x' };
  await db('enquiries').insert({ ...sender, kind: 'question', reference: `E-${suffix}` });
  await db('complaints').insert({ ...sender, reference: `C-${suffix}` });
  await db('rights_requests').insert({
    ...{
      ...sender,
      reference: `R-${suffix}`,
      wanted_right: 'access',
      subject_id: id,
      linked_at: received_at,
    },
  });
  await db('disclosures').insert({
    ...{ reference: `D-${suffix}`, user_id: id, decision: 'refused', data_kinds: ['name'], recipient: 'x' },
    ...{ purpose: 'x', ground: 'none', consent: 'not-sought', consent_reasons: 'x', telling: 'not-told' },
    ...{ telling_reasons: 'x', review_on: '2027-01-01', decided_at: received_at, recorded_at: received_at },
    recorded_by: id,
  });
  const other = await app.createUser({ role: 'compliance', authorityCode: null });
  const [removal] = await db('removals')
    .insert({
      ...{ scope: 'person', user_id: id, ground: 'leaves', plan: { people: [id], uploads: [], lines: [] } },
      ...{ plan_hash: Buffer.alloc(32), requested_by: other.id, requested_at: received_at, state: 'asked' },
    })
    .returning<{ id: number }[]>('id');
  await db.transaction((trx) =>
    queueMail(trx, testSecrets, {
      ...{ to: email, userId: id, about: 'test', letter: { subject: 'x', name: 'x', parts: [] } },
    }),
  );
  const made = async (table: string, row: object): Promise<string> => {
    const [one] = await db(table)
      .insert({ user_id: id, ...row })
      .returning<{ id: number }[]>('id');
    return String(one!.id);
  };
  const training = await made('register_entries', { register: 'training' });
  await db('register_versions').insert({
    ...{
      entry_id: training,
      number: 1,
      facts: '{}',
      review_on: '2027-01-01',
      saved_by: other.id,
      saved_at: received_at,
    },
  });
  return {
    '/occ/corrections/:id': await made('corrections', {
      ...{ field: 'telephone', value_before: '1', value_after: '2', evidence: 'x', mistake_kept: false },
      ...{ corrected_on: '2026-01-01', recorded_by: other.id, recorded_at: received_at },
      ...{ state: 'done', settled_way: 'alone', settled_at: received_at },
    }),
    '/occ/objections/:id': await made('objections', {
      ...{ purpose: 'x', reasons: 'x', raised_at: received_at, state: 'checking' },
    }),
    '/occ/holds/:id': await made('legal_holds', {
      ...{ reason: 'x', review_on: '2027-01-01', placed_by: other.id, placed_at: received_at },
    }),
    '/occ/restrictions/:id': await made('restrictions', {
      // One that was lifted: while it stands, they can do nothing at all.
      ...{ ground: 'unlawful', started_at: received_at, started_by: other.id, told_on: '2026-01-01' },
      ...{ told_way: 'email', told_by: other.id, ended_at: received_at, ended_by: other.id, end_reason: 'x' },
    }),
    '/occ/registers/:kind/:id': `training/${training}`,
    '/occ/enquiries/:reference': `E-${suffix}`,
    '/occ/complaints/:reference': `C-${suffix}`,
    '/occ/requests/:reference': `R-${suffix}`,
    '/occ/disclosures/:reference': `D-${suffix}`,
    '/occ/removals/:id': String(removal!.id),
    '/occ/users/:id': String(id),
  };
}

/** A fingerprint of every table but those that every request writes to. */
export async function stateOf(db: Knex): Promise<Record<string, string>> {
  const { rows } = await db.raw<{ rows: { name: string }[] }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
     and relname !~ '^(sessions|audit_|delays|usage_counts|policy_versions|knex_)'`,
  );
  const found: Record<string, string> = {};
  for (const { name } of rows) {
    const { rows: own } = await db.raw<{ rows: { state: string }[] }>(
      'select md5(coalesce(string_agg(t::text, chr(10) order by t::text), ?)) as state from ?? as t',
      ['', name],
    );
    found[name] = own[0]!.state;
  }
  return found;
}
