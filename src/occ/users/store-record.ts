import type { Knex } from 'knex';

/** What of a person's record has a number of lines: the newest are shown. */
const MOST_SHOWN = 20;

export interface KeptDetail {
  field: 'name' | 'email' | 'telephone' | 'postal-address';
  source: 'self' | 'lead' | 'occ';
  since: Date;
  /** Null where it was left out or taken back. */
  value: string | null;
}

export interface KeptConsent {
  purpose: string;
  given: boolean;
  ways: string[];
  channel: string;
  at: Date;
  recordedBy: number | null;
}

/** A question, complaint or request of theirs. */
export interface KeptContact {
  desk: 'enquiries' | 'complaints' | 'requests';
  reference: string;
  receivedAt: Date;
  closedAt: Date | null;
  /** Entries of the contact log. */
  notes: number;
}

export interface KeptLetter {
  about: string;
  state: string;
  queuedAt: Date;
  endedAt: Date | null;
}

export interface KeptOpening {
  at: Date;
  actorId: number | null;
  reason: string | null;
  caseNumber: string | null;
}

/** What is held on a person beside the account itself, as those read it who look after people. */
export interface PersonRecord {
  details: KeptDetail[];
  former: { kind: 'name' | 'email'; value: string; until: Date }[];
  consents: KeptConsent[];
  /** Until when each session goes on. */
  sessions: Date[];
  uploads: { count: number; last: Date | null };
  contacts: KeptContact[];
  letters: KeptLetter[];
  disclosures: { reference: string; decidedAt: Date; recipient: string }[];
  openings: KeptOpening[];
}

export async function personRecord(db: Knex, userId: number, now: Date): Promise<PersonRecord> {
  const [details, former, consents, sessions, uploads, contacts, letters, disclosures, openings] =
    await Promise.all([
      detailsOf(db, userId),
      formerNamesOf(db, userId),
      consentsOf(db, userId),
      db('sessions')
        .where({ user_id: userId })
        .where('expire', '>=', now)
        .orderBy('expire')
        .pluck<Date[]>('expire'),
      uploadsOf(db, userId),
      contactsOf(db, userId),
      lettersOf(db, userId),
      disclosuresOf(db, userId),
      openingsOf(db, userId),
    ]);
  return { details, former, consents, sessions, uploads, contacts, letters, disclosures, openings };
}

async function detailsOf(db: Knex, userId: number): Promise<KeptDetail[]> {
  return db('personal_fields')
    .join('users', 'users.id', 'personal_fields.user_id')
    .leftJoin('contact_details', 'contact_details.user_id', 'users.id')
    .where('users.id', userId)
    .orderByRaw(`array_position(array['name', 'email', 'telephone', 'postal-address'], field)`)
    .select<KeptDetail[]>(
      ...['field', 'source', 'set_at as since'],
      db.raw(`case field when 'name' then name when 'email' then email
        when 'telephone' then telephone else postal_address end as value`),
    );
}

async function formerNamesOf(db: Knex, userId: number): Promise<PersonRecord['former']> {
  return db('former_names')
    .where({ user_id: userId })
    .orderBy('id', 'desc')
    .select<PersonRecord['former']>('kind', 'value', 'until');
}

async function consentsOf(db: Knex, userId: number): Promise<KeptConsent[]> {
  return db('consents')
    .where({ user_id: userId })
    .orderBy('id', 'desc')
    .limit(MOST_SHOWN)
    .select<KeptConsent[]>('purpose', 'given', 'ways', 'channel', 'at', 'recorded_by as recordedBy');
}

async function uploadsOf(db: Knex, userId: number): Promise<PersonRecord['uploads']> {
  return db('uploads')
    .where({ uploaded_by: userId })
    .first<PersonRecord['uploads']>(db.raw('count(*) as count, max(received_at) as last'));
}

async function contactsOf(db: Knex, userId: number): Promise<KeptContact[]> {
  const { rows } = await db.raw<{ rows: KeptContact[] }>(
    `select desk, reference, received_at as "receivedAt", closed_at as "closedAt", notes from (
       select 'enquiries' as desk, reference, received_at, closed_at,
         (select count(*) from contact_notes where enquiry_id = enquiries.id) as notes
       from enquiries where user_id = :userId
       union all select 'complaints', reference, received_at, closed_at,
         (select count(*) from contact_notes where complaint_id = complaints.id)
       from complaints where user_id = :userId
       union all select 'requests', reference, received_at, closed_at,
         (select count(*) from contact_notes where rights_request_id = rights_requests.id)
       from rights_requests where user_id = :userId) as contacts
     order by received_at desc limit :limit`,
    { userId, limit: MOST_SHOWN },
  );
  return rows;
}

/** What letters were about, and never what they said. */
async function lettersOf(db: Knex, userId: number): Promise<KeptLetter[]> {
  return db('outbox')
    .where({ user_id: userId })
    .orderBy('id', 'desc')
    .limit(MOST_SHOWN)
    .select<KeptLetter[]>('about', 'state', 'queued_at as queuedAt', 'ended_at as endedAt');
}

async function disclosuresOf(db: Knex, userId: number): Promise<PersonRecord['disclosures']> {
  return db('disclosures')
    .where({ user_id: userId })
    .orderBy('id', 'desc')
    .limit(MOST_SHOWN)
    .select<PersonRecord['disclosures']>('reference', 'decided_at as decidedAt', 'recipient');
}

async function openingsOf(db: Knex, userId: number): Promise<KeptOpening[]> {
  return db('audit_events')
    .where({ subject_type: 'user', subject_id: String(userId), action: 'user.opened' })
    .orderBy('id', 'desc')
    .limit(MOST_SHOWN)
    .select<KeptOpening[]>(
      ...['at', 'actor_id as actorId'],
      db.raw(`details ->> 'reason' as reason, details ->> 'caseNumber' as "caseNumber"`),
    );
}
