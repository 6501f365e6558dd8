import { type Actor, recordEvent } from '../../audit/index.ts';
import { queueMail } from '../../platform/mail/queue-mail.ts';
import type { FieldFault, Values } from '../registers/specification/field.ts';
import { mayAct } from '../rules/own-case.ts';
import { complaintLetter, withWaysOn } from './letters.ts';
import type { ComplaintParts } from './record-complaint.ts';
import { stepsOpen } from './rules/complaint.ts';
import type { ComplaintStep, Outcome } from './specification/steps.ts';
import { addComplaintEvent, complaintBy, setComplaint } from './store.ts';

export interface StepCommand {
  reference: string;
  step: ComplaintStep;
  values: Values;
  userId: number;
}

export type StepResult =
  { kind: 'recorded' } | { kind: 'not-found' | 'too-late' } | { kind: 'faults'; faults: FieldFault[] };

/**
 * Takes a step with a complaint, and sends what is written by email where that is the way; `too-late`: the step is not
 * open, or no longer. Nobody acts on their own complaint, and it is given to nobody whose own it is.
 */
export async function recordStep(
  { db, clock, secrets }: ComplaintParts,
  { reference, step, values, userId }: StepCommand,
  actor: Actor,
): Promise<StepResult> {
  return db.transaction(async (trx): Promise<StepResult> => {
    const complaint = await complaintBy(trx, reference);
    if (!complaint || !mayAct(userId, [complaint.userId])) return { kind: 'not-found' };
    if (!stepsOpen(complaint).includes(step)) return { kind: 'too-late' };
    const { email } = complaint.sender;
    if (values.way === 'email' && email === null)
      return {
        kind: 'faults',
        faults: [{ field: 'way', message: 'They gave no email address: choose another way' }],
      };
    const at = clock();
    const { letter: written, ...facts } = values;
    const letter = typeof written !== 'string' ? null : step === 'outcome' ? withWaysOn(written) : written;
    await addComplaintEvent(trx, complaint.id, {
      kind: step,
      happenedAt: at,
      recordedBy: userId,
      facts,
      letter,
    });
    if (step === 'assigned')
      await setComplaint(trx, complaint.id, { investigatorId: Number(values.investigator) });
    if (step === 'acknowledged') await setComplaint(trx, complaint.id, { acknowledgedAt: at });
    if (step === 'outcome') await setComplaint(trx, complaint.id, { outcome: values.outcome as Outcome, at });
    if (values.way === 'email' && email !== null && letter !== null)
      await queueMail(trx, secrets, {
        ...{ to: email, userId: complaint.userId, about: `complaint-${step}` },
        letter: complaintLetter(reference, letter),
      });
    const said = facts as Record<string, string | null>;
    await recordEvent(trx, actor, { type: 'complaint', id: reference }, { ...said, step });
    return { kind: 'recorded' };
  });
}
