import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import type { Clock } from '../../platform/clock.ts';
import { queueMail } from '../../platform/mail/queue-mail.ts';
import type { Secrets } from '../../platform/secrets.ts';
import { newRecordReference } from '../reference.ts';
import type { Values } from '../registers/specification/field.ts';
import { reportBreachBy } from '../rules/other-clocks.ts';
import { breachReportedLetter } from './letters.ts';
import { addBreach, addBreachEvent, complianceOfficers } from './store.ts';

export interface BreachParts {
  db: Knex;
  clock: Clock;
  secrets: Pick<Secrets, 'originals' | 'originalsKeyId'>;
}

/** Opens the log of a breach and tells every compliance officer at once. Returns its reference. */
export async function reportBreach(
  { db, clock, secrets }: BreachParts,
  { facts, userId, deadlineWords }: { facts: Values; userId: number; deadlineWords: (by: Date) => string },
  actor: Actor,
): Promise<string> {
  return db.transaction(async (trx) => {
    const at = clock();
    const awareAt = new Date(String(facts.awareAt));
    const reference = newRecordReference('breach');
    const id = await addBreach(trx, { reference, awareAt, reportedAt: at, reportedBy: userId });
    const event = { kind: 'reported' as const, happenedAt: awareAt, recordedAt: at };
    await addBreachEvent(trx, id, { ...event, recordedBy: userId, facts });
    const by = deadlineWords(reportBreachBy(awareAt));
    for (const officer of await complianceOfficers(trx))
      await queueMail(trx, secrets, {
        ...{ to: officer.email, userId: officer.id, about: 'breach-reported' },
        letter: breachReportedLetter(officer.name, reference, by),
      });
    await recordEvent(trx, actor, { type: 'breach', id: reference }, { submitted: String(facts.submitted) });
    return reference;
  });
}
