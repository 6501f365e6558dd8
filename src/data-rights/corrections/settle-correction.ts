import type { Knex } from 'knex';
import { type Correctable, correctDetail, hashOfToken } from '../../accounts/index.ts';
import { type Actor, recordEvent } from '../../audit/index.ts';
import { allAuthorities } from '../../authorities/index.ts';
import { mayAct } from '../rules/own-case.ts';
import { type Correction, LINK_DAYS, type SettledWay } from './correction.ts';
import { type CorrectionParts, noteCorrected } from './record-correction.ts';
import { correctionBehind, correctionBy, lockWaiting, setSettledState } from './store.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

export type Verdict = 'right' | 'wrong';

export type SettleResult =
  { kind: 'corrected' | 'refused' | 'too-late' | 'alone' } | { kind: 'fault'; message: string };

/** A second person's look at a correction that waits: never that of whoever recorded it, nor of whom it is about (D14). */
export async function settleAsSecond(
  parts: CorrectionParts,
  { id, verdict, by }: { id: number; verdict: Verdict; by: number },
  actor: Actor,
): Promise<SettleResult> {
  return parts.db.transaction(async (trx): Promise<SettleResult> => {
    const correction = (await lockWaiting(trx, id)) ? await correctionBy(trx, id) : null;
    if (!correction) return { kind: 'too-late' };
    if (!mayAct(by, [correction.recordedById, correction.userId])) return { kind: 'alone' };
    return settle(trx, parts, { correction, verdict, way: 'second-person', by }, actor);
  });
}

/** The correction behind the link in the letter to the old address; null where it is unknown, settled or too old. */
export async function correctionByLink(
  { db, clock }: Pick<CorrectionParts, 'db' | 'clock'>,
  token: string,
): Promise<Correction | null> {
  const found = await correctionBehind(db, hashOfToken(token));
  return found && clock().getTime() < found.recordedAt.getTime() + LINK_DAYS * DAY_MS ? found : null;
}

/** The answer from the old address, without signing in: the mailbox shows who it is. */
export async function settleFromOldAddress(
  parts: CorrectionParts,
  { token, verdict }: { token: string; verdict: Verdict },
  action: string,
): Promise<SettleResult> {
  return parts.db.transaction(async (trx): Promise<SettleResult> => {
    const correction = await correctionByLink({ db: trx, clock: parts.clock }, token);
    if (!correction || !(await lockWaiting(trx, correction.id))) return { kind: 'too-late' };
    const answer = { correction, verdict, way: 'old-address', by: null } as const;
    return settle(trx, parts, answer, { userId: correction.userId, action });
  });
}

interface Settling {
  correction: Correction;
  verdict: Verdict;
  way: SettledWay;
  by: number | null;
}

/** Makes the correction or lets it be; what stood there is read anew, since it may have changed while it waited. */
async function settle(
  trx: Knex.Transaction,
  parts: CorrectionParts,
  { correction, verdict, way, by }: Settling,
  actor: Actor,
): Promise<SettleResult> {
  const { id, userId, field } = correction;
  const at = parts.clock();
  const settled = { way, by, at, before: correction.before };
  if (verdict === 'wrong') {
    await setSettledState(trx, id, { ...settled, state: 'refused' });
    await recordEvent(trx, actor, { type: 'user', id: userId }, { correction: id, field, verdict });
    return { kind: 'refused' };
  }
  const value = await typedAs(trx, field, correction.after);
  const result = await correctDetail(trx, { userId, field, value, at });
  if (result.kind === 'fault') return result;
  const { before } = result;
  await setSettledState(trx, id, { ...settled, state: 'done', before });
  const recipients = await noteCorrected(trx, parts, { id, userId, field, before });
  await recordEvent(trx, actor, { type: 'user', id: userId }, { correction: id, field, verdict, recipients });
  return { kind: 'corrected' };
}

/** A detail as it is typed: of an authority its code. */
async function typedAs(db: Knex, field: Correctable, after: string | null): Promise<string> {
  if (field !== 'authority') return after ?? '';
  return (await allAuthorities(db)).find(({ name }) => name === after)?.code ?? '';
}
