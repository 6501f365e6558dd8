import type { Knex } from 'knex';
import { recordEvent, type Actor } from '../audit/index.ts';
import type { Decision } from './finding.ts';
import { goLive } from './go-live.ts';
import { lockSwap, uploadOf } from './store.ts';
import { decide, decisionCounts } from './store-findings.ts';
import { takesDecisions } from './upload.ts';
import type { UploadKind } from './upload-kind.ts';

export interface DecideCommand {
  authorityId: number;
  uploadId: number;
  userId: number;
  decisions: ReadonlyMap<number, Decision> | { all: Decision };
}

export type DecideResult =
  { kind: 'decided'; undecided: number } | { kind: 'too-late' } | { kind: 'not-found' };

/**
 * Stores decisions on irregular values. The first time that none is left open, the upload goes live; on a live upload
 * a changed decision changes the reports at once.
 */
export async function decideFindings(
  db: Knex,
  kinds: readonly UploadKind[],
  command: DecideCommand,
  actor: Actor,
): Promise<DecideResult> {
  return db.transaction(async (trx) => {
    const found = await uploadOf(trx, command.authorityId, command.uploadId);
    const kind = kinds.find(({ name }) => name === found?.kind);
    if (!found || !kind) return { kind: 'not-found' };
    await lockSwap(trx, command.authorityId);
    const upload = (await uploadOf(trx, command.authorityId, command.uploadId)) ?? found;
    if (!takesDecisions(upload.state)) return { kind: 'too-late' };
    const changed = await decide(trx, upload.id, command.decisions, command.userId);
    await kind.applyDecisions(trx, upload.id, changed);
    const { undecided, include, exclude } = await decisionCounts(trx, upload.id);
    if (undecided === 0 && upload.state === 'needs-decisions') await goLive(trx, kind, upload.id);
    const details = { changed: changed.length, include, exclude, undecided };
    await recordEvent(trx, actor, { type: 'upload', id: upload.id }, details);
    return { kind: 'decided', undecided };
  });
}
