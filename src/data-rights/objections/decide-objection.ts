import { type Actor, recordEvent } from '../../audit/index.ts';
import { queueMail } from '../../platform/mail/queue-mail.ts';
import { personBy } from '../requests/store-people.ts';
import { mayAct } from '../rules/own-case.ts';
import { decidedLetter } from './letters.ts';
import type { ObjectionDecision } from './objection.ts';
import type { ObjectionParts } from './raise-objection.ts';
import { useOf } from './specification/uses.ts';
import { objectionBy, setDecided } from './store.ts';

export interface DecideCommand {
  id: number;
  decision: ObjectionDecision;
  reasons: string;
  by: number;
}

/** Decides an objection that was being checked, and writes to the person with the reasons. Once only. */
export async function decideObjection(
  { db, clock, secrets }: ObjectionParts,
  { id, decision, reasons, by }: DecideCommand,
  actor: Actor,
): Promise<{ kind: 'decided' | 'not-found' | 'own-case' | 'too-late' }> {
  return db.transaction(async (trx) => {
    const objection = await objectionBy(trx, id);
    if (!objection) return { kind: 'not-found' };
    const { userId, purpose } = objection;
    if (!mayAct(by, [userId])) return { kind: 'own-case' };
    if (objection.state !== 'checking') return { kind: 'too-late' };
    await setDecided(trx, id, { decision, reasons, by, at: clock() });
    const person = await personBy(trx, userId);
    const letter = { use: useOf(purpose)?.name ?? purpose, decision, reasons };
    if (person)
      await queueMail(trx, secrets, {
        ...{ to: person.email, userId, about: 'objection-decided' },
        letter: decidedLetter(person.name, letter),
      });
    await recordEvent(trx, actor, { type: 'user', id: userId }, { objection: id, decision });
    return { kind: 'decided' };
  });
}
