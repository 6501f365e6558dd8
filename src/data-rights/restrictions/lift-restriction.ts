import { type Actor, recordEvent } from '../../audit/index.ts';
import { today } from '../../platform/clock.ts';
import { queueMail } from '../../platform/mail/queue-mail.ts';
import { personBy } from '../requests/store-people.ts';
import type { Day } from '../rules/days.ts';
import { londonDayOf } from '../rules/london-time.ts';
import { mayAct } from '../rules/own-case.ts';
import { endsLetter } from './letters.ts';
import type { Restriction, TellingWay } from './restriction.ts';
import { faultOfLifting, faultOfTelling, type LiftingFault } from './rules/lifting.ts';
import type { RestrictionParts } from './start-restriction.ts';
import { restrictionBy, setLifted, setTold } from './store.ts';

export type LiftResult = { kind: 'done' | 'not-found' | 'own-case' } | { kind: 'fault'; fault: LiftingFault };

const limitOf = ({ startedAt, toldOn, endedAt }: Restriction) => ({
  ...{ startedOn: londonDayOf(startedAt), toldOn, isEnded: endedAt !== null },
});

/** Records that the person was told that the limit will be lifted, or tells them by mail: the step before lifting (P75). */
export async function tellBeforeLifting(
  parts: RestrictionParts,
  { id, on, way, by }: { id: number; on: Day; way: TellingWay; by: number },
  actor: Actor,
): Promise<LiftResult> {
  return parts.db.transaction(async (trx): Promise<LiftResult> => {
    const restriction = await restrictionBy(trx, id);
    if (!restriction) return { kind: 'not-found' };
    const { userId } = restriction;
    if (!mayAct(by, [userId])) return { kind: 'own-case' };
    const day = today(parts.clock);
    const toldOn = way === 'email' ? day : on;
    const fault = faultOfTelling(limitOf(restriction), toldOn, day);
    if (fault) return { kind: 'fault', fault };
    const person = await personBy(trx, userId);
    if (way === 'email' && person)
      await queueMail(trx, parts.secrets, {
        ...{ to: person.email, userId, about: 'restriction-ends', letter: endsLetter(person.name) },
      });
    await setTold(trx, id, { on: toldOn, way, by });
    await recordEvent(trx, actor, { type: 'user', id: userId }, { restriction: id, on: toldOn, way });
    return { kind: 'done' };
  });
}

/** Lifts a limit. Another one that is in force keeps the data as it is. */
export async function liftRestriction(
  { db, clock }: RestrictionParts,
  { id, reason, by }: { id: number; reason: string; by: number },
  actor: Actor,
): Promise<LiftResult> {
  return db.transaction(async (trx): Promise<LiftResult> => {
    const restriction = await restrictionBy(trx, id);
    if (!restriction) return { kind: 'not-found' };
    if (!mayAct(by, [restriction.userId])) return { kind: 'own-case' };
    const fault = faultOfLifting(limitOf(restriction));
    if (fault) return { kind: 'fault', fault };
    await setLifted(trx, id, { reason, userId: by, at: clock() });
    await recordEvent(trx, actor, { type: 'user', id: restriction.userId }, { restriction: id });
    return { kind: 'done' };
  });
}
