import type { Knex } from 'knex';

interface Subject {
  db: Knex;
  personId: number;
  /** Somebody at OCC. */
  staffId: number;
  /** Case of a request that the person made, if there is one. */
  requestId?: number;
}

const at = new Date('2026-03-02T09:00:00Z');

async function add(db: Knex, table: string, row: Record<string, unknown>): Promise<number> {
  const [added] = await db(table).insert(row).returning<{ id: number }[]>('id');
  return added!.id;
}

/** What OCC has written about somebody, by where it stands. None of it names them; each hangs on something of theirs. */
export const written = {
  'contact_notes.note': 'Rang, was angry ABOUT1',
  'complaint_events.letter': 'We are sorry ABOUT2',
  'complaint_events.facts': 'ABOUT3',
  'legal_holds.reason': 'They mean to sue ABOUT4',
  'legal_hold_ends.reason': 'They have settled ABOUT5',
  'register_versions.facts': 'ABOUT6',
} as const;

/** And what hangs on a request of theirs. */
export const writtenOfRequest = {
  'request_events.note': 'Asked which years they mean ABOUT7',
  'identity_checks.note': 'The photograph is old ABOUT8',
  'request_letters.body': 'Your request ABOUT9',
} as const;

export async function writeAbout({ db, personId, staffId, requestId }: Subject): Promise<void> {
  const complaint = await add(db, 'complaints', {
    ...{ reference: 'C-ABABABA2', received_at: at, user_id: personId, name: 'Z', email: 'z@example.org' },
    ...{ message: 'It is slow', closed_at: at },
  });
  const note = { written_by: staffId, written_at: at, way: 'phone', note: written['contact_notes.note'] };
  await db('contact_notes').insert({ complaint_id: complaint, ...note });
  await db('complaint_events').insert({
    ...{ complaint_id: complaint, kind: 'acknowledged', happened_at: at, recorded_at: at },
    ...{ recorded_by: staffId, letter: written['complaint_events.letter'] },
    facts: JSON.stringify({ found: written['complaint_events.facts'] }),
  });
  const hold = await add(db, 'legal_holds', {
    ...{ user_id: personId, reason: written['legal_holds.reason'], review_on: '2026-06-01' },
    ...{ placed_by: staffId, placed_at: at },
  });
  await db('legal_hold_ends').insert({
    ...{ hold_id: hold, reason: written['legal_hold_ends.reason'], ended_by: staffId, ended_at: at },
  });
  const entry = await add(db, 'register_entries', { register: 'training', user_id: personId });
  await db('register_versions').insert({
    ...{ entry_id: entry, number: 1, review_on: '2027-01-01', saved_at: at, saved_by: staffId },
    facts: JSON.stringify({ what: written['register_versions.facts'] }),
  });
  if (requestId !== undefined) await writeAboutRequest(db, requestId, staffId);
}

async function writeAboutRequest(db: Knex, requestId: number, staffId: number): Promise<void> {
  const of = { rights_request_id: requestId };
  await db('request_events').insert({
    ...{ ...of, kind: 'clarification-asked', happened_on: '2026-03-02', recorded_by: staffId },
    ...{ recorded_at: at, note: writtenOfRequest['request_events.note'] },
  });
  await db('identity_checks').insert({
    ...{ ...of, checked_by: staffId, checked_at: at, seen: ['passport'], way: 'post', copies: 'none' },
    ...{ is_confirmed: true, confirms_email: false, note: writtenOfRequest['identity_checks.note'] },
  });
  await db('request_letters').insert({
    ...{ ...of, kind: 'clarification', number: 1, version: 1, subject: 'Your request' },
    ...{ body: writtenOfRequest['request_letters.body'], written_by: staffId, written_at: at },
  });
}
