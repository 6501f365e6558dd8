import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import type { OnCase } from '../requests/act-on-case.ts';
import type { AccessExport, KeptWithholding, Proposal, ReviewItem, Verdict } from './access-export.ts';
import { actOnReview, type By, done, type ExportParts, type ExportResult } from './act-on-export.ts';
import { says } from './rules/find-passage.ts';
import { giveRest, itemsOf, removeItem, setVerdict } from './store-items.ts';
import {
  addWithholding,
  decideProposals,
  proposalsOf,
  removeWithholdings,
  withholdingsOf,
} from './store-withholdings.ts';

export interface OnItem extends OnCase {
  item: number;
}

/** Gives an item, but for what is withheld of it; or leaves it out because it is not about the person. */
export async function giveItem(
  parts: ExportParts,
  command: OnItem & { verdict: Exclude<Verdict, 'withhold'>; note: string | null },
  actor: Actor,
): Promise<ExportResult> {
  const { item: number, verdict, note } = command;
  return actOnReview(parts, command, async (trx, present, by) => {
    const [item] = await itemsOf(trx, parts.secrets, present.id, { number });
    if (!item) return { kind: 'not-found' };
    // A row that the declarations find is about the person: it is given, or withheld on a ground.
    if (verdict === 'leave-out' && item.kind === 'declared') return { kind: 'not-found' };
    if (verdict === 'leave-out') {
      await removeWithholdings(trx, present.id, { item: number });
      await settleProposals(trx, parts, { present, item }, by);
    }
    const isWithheld = (await withholdingsOf(trx, parts.secrets, present.id, number)).length > 0;
    await setVerdict(trx, parts.secrets, present.id, {
      ...{ number, verdict: isWithheld ? 'withhold' : verdict, note, ...by },
    });
    const details = { item: number, verdict };
    await recordEvent(trx, actor, { type: 'requests', id: present.reference }, details);
    return done;
  });
}

/** Of what is left out nothing is to be taken out any more. */
async function settleProposals(
  trx: Knex.Transaction,
  { secrets }: ExportParts,
  { present, item }: { present: AccessExport; item: ReviewItem },
  { userId }: By,
): Promise<void> {
  const open = (await proposalsOf(trx, secrets, present.id, item.number)).filter(
    ({ state }) => state === 'open',
  );
  const numbers = open.map(({ number }) => number);
  await decideProposals(trx, present.id, { numbers, state: 'declined', userId });
}

/** Every item of a table that nobody has looked at and about which nothing is proposed. */
export async function giveGroup(
  parts: ExportParts,
  command: OnCase & { group: number },
  actor: Actor,
): Promise<ExportResult> {
  const { group } = command;
  return actOnReview(parts, command, async (trx, present, by) => {
    const items = await giveRest(trx, present.id, { group, ...by });
    await recordEvent(trx, actor, { type: 'requests', id: present.reference }, { group, items });
    return done;
  });
}

export interface WithholdCommand extends OnItem {
  withholding: Omit<KeptWithholding, 'id' | 'item'>;
  /** Wherever the same passage was proposed, with the same reasoning. */
  isEverywhere: boolean;
}

export type WithholdResult = ExportResult<{ kind: 'done' } | { kind: 'not-there' }>;

/** Keeps back an item, one of its fields or a passage of one, on a ground; and settles what was proposed about it. */
export async function withholdItem(
  parts: ExportParts,
  command: WithholdCommand,
  actor: Actor,
): Promise<WithholdResult> {
  const { item: number, withholding, isEverywhere } = command;
  const result = await actOnReview(parts, command, async (trx, present, by) => {
    const [item] = await itemsOf(trx, parts.secrets, present.id, { number });
    if (!item) return { kind: 'not-found' };
    const { column, passage } = withholding;
    if (!isThere(item, withholding)) return { kind: 'export-fault', fault: 'idle-withholdings' };
    const proposed = (await proposalsOf(trx, parts.secrets, present.id)).filter(
      (one) => one.state === 'open' && (isWithin(one, command) || (isEverywhere && one.passage === passage)),
    );
    const places = [{ item: number, column }, ...proposed.filter((one) => !isWithin(one, command))];
    for (const place of places) {
      const kept = { ...withholding, item: place.item, column: place.column };
      await addWithholding(trx, parts.secrets, present.id, { withholding: kept, ...by });
      await setVerdict(trx, parts.secrets, present.id, {
        ...{ number: place.item, verdict: 'withhold', note: null, ...by },
      });
    }
    const numbers = proposed.map((one) => one.number);
    await decideProposals(trx, present.id, { numbers, state: 'accepted', userId: by.userId });
    const details = { item: number, ground: withholding.ground, places: places.length };
    await recordEvent(trx, actor, { type: 'requests', id: present.reference }, details);
    return done;
  });
  const isIdle = result.kind === 'export-fault' && result.fault === 'idle-withholdings';
  return isIdle ? { kind: 'not-there' } : result;
}

/** Whether what was proposed goes with what is withheld: the same passage, or any in a field or item that goes whole. */
function isWithin(one: Proposal, { item, withholding: { column, passage } }: WithholdCommand): boolean {
  if (one.item !== item || (column !== null && one.column !== column)) return false;
  return passage === null || one.passage === passage;
}

function isThere(item: ReviewItem, { column, passage }: WithholdCommand['withholding']): boolean {
  if (column === null) return passage === null;
  const value = item.values[column];
  if (value === undefined) return false;
  return passage === null || says(typeof value === 'string' ? value : JSON.stringify(value), passage);
}

/** Gives after all what was withheld by one decision; the item is to be looked at again. */
export async function takeBackWithholding(
  parts: ExportParts,
  command: OnItem & { withholding: number },
  actor: Actor,
): Promise<ExportResult> {
  const { item, withholding: id } = command;
  return actOnReview(parts, command, async (trx, present, by) => {
    const removed = await removeWithholdings(trx, present.id, { item, id });
    if (removed === 0) return { kind: 'not-found' };
    const isWithheld = (await withholdingsOf(trx, parts.secrets, present.id, item)).length > 0;
    const verdict = isWithheld ? 'withhold' : 'give';
    await setVerdict(trx, parts.secrets, present.id, { number: item, verdict, note: null, ...by });
    await recordEvent(trx, actor, { type: 'requests', id: present.reference }, { item });
    return done;
  });
}

/** A passage that names nobody else after all, or somebody whom the person may read of. */
export async function declineProposal(
  parts: ExportParts,
  command: OnItem & { proposal: number; isEverywhere: boolean },
  actor: Actor,
): Promise<ExportResult> {
  const { item, proposal, isEverywhere } = command;
  return actOnReview(parts, command, async (trx, present, { userId }) => {
    const all = await proposalsOf(trx, parts.secrets, present.id);
    const one = all.find(({ number, item: own }) => number === proposal && own === item);
    if (one?.state !== 'open') return { kind: 'not-found' };
    const same = isEverywhere ? all.filter(({ passage }) => passage === one.passage) : [one];
    const numbers = same.map(({ number }) => number);
    await decideProposals(trx, present.id, { numbers, state: 'declined', userId });
    const details = { item, proposals: numbers.length };
    await recordEvent(trx, actor, { type: 'requests', id: present.reference }, details);
    return done;
  });
}

/** Takes a file away that staff have added; all else is left out or withheld, and stays on record. */
export async function removeAttachment(
  parts: ExportParts,
  command: OnItem,
  actor: Actor,
): Promise<ExportResult> {
  const { item: number } = command;
  return actOnReview(parts, command, async (trx, present) => {
    const [item] = await itemsOf(trx, parts.secrets, present.id, { number });
    if (item?.kind !== 'attachment') return { kind: 'not-found' };
    await removeItem(trx, present.id, number);
    await recordEvent(trx, actor, { type: 'requests', id: present.reference }, { item: number });
    return done;
  });
}
