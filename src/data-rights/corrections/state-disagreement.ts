import type { StatementField } from '../../accounts/index.ts';
import { type Actor, recordEvent } from '../../audit/index.ts';
import { personBy } from '../requests/store-people.ts';
import type { CorrectionParts } from './record-correction.ts';
import { insertStatement, setWithdrawn } from './store-statements.ts';

export interface StatementCommand {
  userId: number;
  requestId: number | null;
  field: StatementField;
  statement: string;
  /** Who at OCC typed it in; null where the person did. */
  enteredBy: number | null;
}

/** Puts what a person says of a detail beside it, wherever it is shown, from now on (P67). */
export async function stateDisagreement(
  { db, clock }: CorrectionParts,
  command: StatementCommand,
  actor: Actor,
): Promise<{ kind: 'stated' | 'not-found' }> {
  return db.transaction(async (trx) => {
    if (!(await personBy(trx, command.userId))) return { kind: 'not-found' };
    const id = await insertStatement(trx, { ...command, at: clock() });
    const facts = { statement: id, field: command.field };
    await recordEvent(trx, actor, { type: 'user', id: command.userId }, facts);
    return { kind: 'stated' };
  });
}

/** The person takes a statement back: it stands nowhere any more but among their data. */
export async function withdrawStatement(
  { db, clock }: CorrectionParts,
  { id, userId }: { id: number; userId: number },
  actor: Actor,
): Promise<{ kind: 'withdrawn' | 'not-found' }> {
  return db.transaction(async (trx) => {
    if (!(await setWithdrawn(trx, { id, userId, at: clock() }))) return { kind: 'not-found' };
    await recordEvent(trx, actor, { type: 'user', id: userId }, { statement: id });
    return { kind: 'withdrawn' };
  });
}
