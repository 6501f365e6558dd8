import { paths } from '../../paths.ts';
import { type Access, get, post, type Route } from '../../web/routes.ts';
import * as handlers from './handlers.ts';
import type { ToldKind } from './recipient.ts';

const patterns: Readonly<Record<ToldKind, { one: string; add: string }>> = {
  correction: { one: paths.correctionRecipient(), add: paths.newCorrectionRecipient() },
  restriction: { one: paths.restrictionRecipient(), add: paths.newRestrictionRecipient() },
  removal: { one: paths.removalRecipient(), add: paths.newRemovalRecipient() },
};

/** Whom to tell of corrections, limits or removals. "new" stands before the numbers. */
export function recipientRoutes(
  parts: handlers.RecipientParts,
  { kind, needs, asked }: { kind: ToldKind; needs: Access; asked: handlers.Asked },
): Route[] {
  const { one, add } = patterns[kind];
  return [
    get(add, needs, handlers.showNewRecipient(asked)),
    post(add, needs, `${kind}.recipient-added`, handlers.createRecipient(parts, asked)),
    get(one, needs, handlers.showRecipient(parts, asked)),
    post(one, needs, `${kind}.recipient-settled`, handlers.settle(parts, asked)),
  ];
}
