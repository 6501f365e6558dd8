import type { Knex } from 'knex';
import type { Head, LinkedEvent } from './chain.ts';

/** So many events are read at once: a few megabytes. */
const AT_ONCE = 20_000;

interface LinkedRow {
  position: number;
  hash: Buffer;
  id: number;
  at: string;
  actor_id: number | null;
  action: string;
  subject_type: string;
  subject_id: string;
  details: string;
}

/** The whole chain from its beginning. A position whose event is gone is not among them. */
export async function* linkedEvents(db: Knex): AsyncGenerator<LinkedEvent> {
  let after = 0;
  for (;;) {
    const { rows } = await db.raw<{ rows: LinkedRow[] }>(
      `select position, hash, id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
         actor_id, action, subject_type, subject_id, details::text as details
       from audit_chain join audit_events on id = event_id
       where position > ? order by position limit ?`,
      [after, AT_ONCE],
    );
    for (const { actor_id, subject_type, subject_id, ...same } of rows) {
      yield { ...same, actorId: actor_id, subjectType: subject_type, subjectId: subject_id };
    }
    if (rows.length < AT_ONCE) return;
    after = rows.at(-1)?.position ?? after;
  }
}

/** An event that stands outside the chain, which none can that went in by the front door. */
export async function unlinkedEvent(db: Knex): Promise<number | null> {
  const { rows } = await db.raw<{ rows: { id: number }[] }>(
    `select id from audit_events where not exists (select from audit_chain where event_id = id) limit 1`,
  );
  return rows[0]?.id ?? null;
}

/** The last link; null where nothing has happened yet. */
export async function chainHead(db: Knex): Promise<Head | null> {
  const row = await db<Head>('audit_chain').orderBy('position', 'desc').first('position', 'hash');
  return row ?? null;
}
