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
  /** Of OCC's people, by name, where the choice came by one of them. */
  recordedBy: string | null;
}

/** A question, complaint or request of theirs, or a request about them. */
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
  /** By name; null for SP-Bench itself. */
  by: string | null;
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

/** An account is made by OCC: what nobody has changed since comes from there, and from that day (P6). */
async function detailsOf(db: Knex, userId: number): Promise<KeptDetail[]> {
  const { rows } = await db.raw<{ rows: KeptDetail[] }>(
    `select given.field, coalesce(source, 'occ') as source, coalesce(set_at, users.created_at) as since,
       given.value
     from users
     left join contact_details on contact_details.user_id = users.id
     cross join lateral (values ('name', users.name, 1), ('email', users.email, 2),
       ('telephone', telephone, 3), ('postal-address', postal_address, 4)) as given (field, value, place)
     left join personal_fields on personal_fields.user_id = users.id and personal_fields.field = given.field
     where users.id = ? and (given.value is not null or source is not null)
     order by given.place`,
    [userId],
  );
  return rows;
}

async function formerNamesOf(db: Knex, userId: number): Promise<PersonRecord['former']> {
  return db('former_names')
    .where({ user_id: userId })
    .orderBy('id', 'desc')
    .select<PersonRecord['former']>('kind', 'value', 'until');
}

async function consentsOf(db: Knex, userId: number): Promise<KeptConsent[]> {
  return db('consents')
    .leftJoin({ recorders: 'users' }, 'recorders.id', 'consents.recorded_by')
    .where({ user_id: userId })
    .orderBy('consents.id', 'desc')
    .limit(MOST_SHOWN)
    .select<KeptConsent[]>(
      'purpose',
      'given',
      'ways',
      'channel',
      'at',
      nameOf(db, 'recorders', 'recordedBy'),
    );
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
       from rights_requests where user_id = :userId or subject_id = :userId) as contacts
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
    .leftJoin({ readers: 'users' }, 'readers.id', 'audit_events.actor_id')
    .where({ subject_type: 'user', subject_id: String(userId), action: 'user.opened' })
    .orderBy('audit_events.id', 'desc')
    .limit(MOST_SHOWN)
    .select<KeptOpening[]>(
      'at',
      nameOf(db, 'readers', 'by'),
      db.raw(`details ->> 'reason' as reason, details ->> 'caseNumber' as "caseNumber"`),
    );
}

/** A colleague's name; of an account that is removed, its number. */
const nameOf = (db: Knex, table: string, alias: string): Knex.Raw =>
  db.raw('coalesce(??, ? || ??) as ??', [`${table}.name`, 'Account ', `${table}.id`, alias]);
