import { type Actor, recordEvent } from '../../audit/index.ts';
import type { FieldFault, Values } from '../registers/specification/field.ts';
import type { BreachParts } from './report-breach.ts';
import { faultsOfStep, stepsOpen } from './rules/duties.ts';
import type { BreachStep } from './specification/steps.ts';
import { addBreachEvent, breachBy, setBreachClosed } from './store.ts';

export interface StepCommand {
  reference: string;
  kind: BreachStep;
  facts: Values;
  userId: number;
}

export type StepResult =
  | { kind: 'recorded' }
  | { kind: 'not-found' }
  | { kind: 'too-late' }
  | { kind: 'faults'; faults: FieldFault[] };

/** Adds to the log of a breach; `too-late`: the step is not, or no longer, open. */
export async function recordStep(
  { db, clock }: Pick<BreachParts, 'db' | 'clock'>,
  { reference, kind, facts, userId }: StepCommand,
  actor: Actor,
): Promise<StepResult> {
  return db.transaction(async (trx): Promise<StepResult> => {
    const breach = await breachBy(trx, reference);
    if (!breach) return { kind: 'not-found' };
    const at = clock();
    if (!stepsOpen(breach, at).includes(kind)) return { kind: 'too-late' };
    const faults = faultsOfStep(kind, facts, breach);
    if (faults.length > 0) return { kind: 'faults', faults };
    const happenedAt = typeof facts.at === 'string' ? new Date(facts.at) : at;
    await addBreachEvent(trx, breach.id, { kind, happenedAt, recordedAt: at, recordedBy: userId, facts });
    if (kind === 'closed' || kind === 'reopened')
      await setBreachClosed(trx, breach.id, kind === 'closed' ? at : null);
    const said: Record<string, string> = kind === 'risk' ? { risk: String(facts.risk) } : {};
    await recordEvent(trx, actor, { type: 'breach', id: reference }, { ...said, step: kind });
    return { kind: 'recorded' };
  });
}
