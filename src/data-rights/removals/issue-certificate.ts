import type { Knex } from 'knex';
import { type Actor, chainHead, recordEvent } from '../../audit/index.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Secrets } from '../../platform/secrets.ts';
import { countsOf } from '../recipients/recipient.ts';
import { recipientsOf } from '../recipients/store.ts';
import { certificateOf, signText } from './certificate.ts';
import type { Settlement, Trace } from './removal.ts';
import { removalOf, setCertified, settleTrace, tracesOf } from './store.ts';

export interface CertifyParts {
  db: Knex;
  clock: Clock;
  secrets: Pick<Secrets, 'signing'>;
}

/** Places that nobody has judged yet. */
export function unsettled(traces: readonly Trace[]): Trace[] {
  return traces.filter(({ isPlanned, settlement }) => !isPlanned && settlement === null);
}

/**
 * Makes and signs the certificate of a removal that was searched after, once nothing is left to judge; with it the traces
 * go, so that nothing of the person is left with the removal either. False while that is not so.
 */
export async function certify(
  trx: Knex.Transaction,
  { secrets }: Pick<CertifyParts, 'secrets'>,
  id: number,
  actor: Actor,
): Promise<boolean> {
  const removal = await removalOf(trx, id);
  const traces = await tracesOf(trx, id);
  if (removal?.state !== 'removed' || !removal.searchedAt || unsettled(traces).length > 0) return false;
  const recipients = countsOf(await recipientsOf(trx, 'removal', [id]));
  const text = JSON.stringify(certificateOf(removal, { traces, recipients }, await chainHead(trx)), null, 2);
  await setCertified(trx, id, { certificate: text, signature: signText(secrets, text) });
  await recordEvent(trx, actor, { type: 'removal', id }, { stillFound: traces.length });
  return true;
}

export interface SettleCommand {
  id: number;
  place: string;
  settlement: Settlement;
  userId: number;
}

export type SettleResult = { kind: 'settled' | 'certified' | 'not-found' | 'too-late' };

/** A person's judgement on one place where something still stands; the last one brings the certificate. */
export async function settle(
  parts: CertifyParts,
  { id, place, settlement, userId }: SettleCommand,
  actor: Actor,
): Promise<SettleResult> {
  return parts.db.transaction(async (trx): Promise<SettleResult> => {
    const removal = await removalOf(trx, id);
    if (!removal) return { kind: 'not-found' };
    if (removal.state !== 'removed') return { kind: 'too-late' };
    const settled = { id, place, settlement, by: userId, at: parts.clock() };
    if (!(await settleTrace(trx, settled))) return { kind: 'not-found' };
    await recordEvent(trx, actor, { type: 'removal', id }, { place, settlement });
    const certifier = { ...actor, action: CERTIFIED };
    return { kind: (await certify(trx, parts, id, certifier)) ? 'certified' : 'settled' };
  });
}

export const CERTIFIED = 'removal.certified';
