import type { Knex } from 'knex';

/** Who acts, and under which audit name: the name is written on the route line, or by a command or job. */
export interface Actor {
  /** null for the system itself (a job, a command at the console). */
  userId: number | null;
  action: string;
}

export interface Subject {
  type: string;
  id: number | string;
}

/**
 * Adds one audit row in the caller's transaction, so that a change and its record stand or fall together.
 * Details hold counts, states and ids only, never a person's data or an extract's values.
 */
export async function recordEvent(
  trx: Knex.Transaction,
  actor: Actor,
  subject: Subject,
  details: Record<string, string | number | boolean | null> = {},
): Promise<void> {
  await trx('audit_events').insert({
    actor_id: actor.userId,
    action: actor.action,
    subject_type: subject.type,
    subject_id: String(subject.id),
    details: JSON.stringify(details),
  });
}
