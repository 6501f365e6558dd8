import type { Knex } from 'knex';
import { recordEvent } from '../../audit/index.ts';
import { type Clock, today } from '../../platform/clock.ts';
import { queueMail } from '../../platform/mail/queue-mail.ts';
import type { Secrets } from '../../platform/secrets.ts';
import { trainingLetter, untrainedLetter } from './letters.ts';
import { isTrainingDue } from './rules/training-due.ts';
import { staffTraining } from './store-training.ts';

/** The job that reminds of training, by the clock of Graphile Worker: on Monday mornings. */
export const REMIND_OF_TRAINING = 'remind-of-training';
export const remindOfTrainingCron = `20 6 * * 1 ${REMIND_OF_TRAINING}`;

export interface TrainingParts {
  db: Knex;
  clock: Clock;
  secrets: Pick<Secrets, 'originals' | 'originalsKeyId'>;
}

/**
 * Writes to each of our people whose training is out of date, or will be within the month, or was never entered, and tells
 * compliance officers how many there are (P109, P129). All of it or nothing. Returns how many were reminded.
 */
export async function remindOfTraining({ db, clock, secrets }: TrainingParts): Promise<number> {
  const day = today(clock);
  return db.transaction(async (trx) => {
    const staff = await staffTraining(trx);
    const due = staff.filter(({ until }) => isTrainingDue(until, day));
    if (due.length === 0) return 0;
    for (const { id, email, name, until } of due)
      await queueMail(trx, secrets, {
        ...{ to: email, userId: id, about: 'training-reminder', letter: trainingLetter(name, until) },
      });
    for (const { id, email, name } of staff.filter(({ role }) => role === 'compliance'))
      await queueMail(trx, secrets, {
        ...{ to: email, userId: id, about: 'training-overview', letter: untrainedLetter(name, due.length) },
      });
    const actor = { userId: null, action: 'training.reminded' };
    await recordEvent(trx, actor, { type: 'register-training', id: day }, { people: due.length });
    return due.length;
  });
}
