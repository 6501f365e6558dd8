import type { Request } from 'express';
import { parseId, type Parsed } from '../../accounts/index.ts';
import { paths } from '../../paths.ts';
import { get, post, postFile, type Route, withStepUp } from '../../web/routes.ts';
import { one, type Typed } from '../requests/forms.ts';
import * as add from './add-to-export.ts';
import { approveExport, finishReview, packAgain, sendBack } from './approve-export.ts';
import * as deliver from './deliver-export.ts';
import type { ExportHandlerParts } from './export-parts.ts';
import * as form from './forms.ts';
import { actOn, showExport } from './handlers.ts';
import * as delivery from './handlers-delivery.ts';
import * as review from './handlers-review.ts';
import * as items from './review-items.ts';
import { startExport } from './start-export.ts';

export type { ExportHandlerParts } from './export-parts.ts';

const manage = 'requests:manage';

/**
 * Copies of what is held: gathered, looked through, approved by a second person, delivered to one person alone. Whatever shows
 * what was gathered, or takes it a step further, asks once more who one is (D13). What is done to a record on such a page
 * does not ask again: it would lose what was typed, and nothing of it leaves before the approval and the delivery, which do.
 */
export function exportRoutes(parts: ExportHandlerParts): Route[] {
  const { exportPart: part } = paths;
  const withdrawal = { act: deliver.withdrawExport };
  return [
    get(paths.accessExport(), manage, showExport(parts)),
    fromItsPage(
      post(paths.accessExport(), manage, 'access-export.begun', actOn(parts, { act: startExport })),
    ),
    ...reviewRoutes(parts),
    ...itemRoutes(parts),
    ...additionRoutes(parts),
    ...deliveryRoutes(parts),
    fromItsPage(post(part('withdrawal'), manage, 'access-export.withdrawn', actOn(parts, withdrawal))),
    withStepUp(get(paths.ownPackage(), 'signed-in', delivery.giveOwn(parts), 'access-export.downloaded')),
    get(paths.packageByCode(), 'public', delivery.showCode(parts)),
    post(
      paths.packageByCode(),
      'public',
      'access-export.downloaded-by-code',
      delivery.giveByCode(parts),
      delivery.showStaleCode(),
    ),
  ];
}

function reviewRoutes(parts: ExportHandlerParts): Route[] {
  const { exportPart: part } = paths;
  const finishing = { act: finishReview, show: delivery.finishingAgain(parts) };
  const approval = { parse: form.parseRead, act: approveExport, show: delivery.approvalAgain(parts) };
  const group = {
    parse: (_: Typed, req: Request) => ok({ group: numberOf(req) }),
    act: items.giveGroup,
    next: (reference: string, req: Request) => paths.exportGroup(reference, numberOf(req)),
  };
  return [
    withStepUp(get(paths.exportGroup(), manage, review.showGroup(parts), 'access-export.records-read')),
    post(paths.exportGroup(), manage, 'access-export.records-given', actOn(parts, group)),
    withStepUp(get(part('preview'), manage, delivery.showPreview(parts), 'access-export.preview-read')),
    withStepUp(get(part('finishing'), manage, delivery.showFinishing(parts))),
    withStepUp(post(part('finishing'), manage, 'access-export.review-finished', actOn(parts, finishing))),
    fromItsPage(post(part('return'), manage, 'access-export.sent-back', actOn(parts, { act: sendBack }))),
    withStepUp(get(part('approval'), manage, delivery.showApproval(parts))),
    withStepUp(post(part('approval'), manage, 'access-export.approved', actOn(parts, approval))),
    fromItsPage(
      post(part('packing'), manage, 'access-export.packing-asked', actOn(parts, { act: packAgain })),
    ),
  ];
}

function itemRoutes(parts: ExportHandlerParts): Route[] {
  const { exportItemPart: part } = paths;
  const show = review.itemAgain(parts);
  const considering = review.showWithholding(parts);
  const next = (reference: string, req: Request): string => paths.exportItem(reference, numberOf(req));
  const verdict = {
    ...{ act: items.giveItem, show, next: review.nextItem(parts) },
    parse: (typed: Typed, req: Request) => onItem(form.parseGiving(typed), req),
  };
  const withholding = {
    ...{ act: items.withholdItem, show: review.withholdingAgain(parts), next },
    parse: review.withholdingForm(parts),
  };
  const takingBack = {
    ...{ act: items.takeBackWithholding, show, next },
    parse: (typed: Typed, req: Request) => onItem(ok({ withholding: idIn(typed, 'withholding') }), req),
  };
  const declining = {
    ...{ act: items.declineProposal, show, next },
    parse: (typed: Typed, req: Request) =>
      onItem(
        ok({ proposal: idIn(typed, 'proposal'), isEverywhere: one(typed, 'everywhere') === 'yes' }),
        req,
      ),
  };
  const removal = {
    ...{ act: items.removeAttachment, show },
    parse: (_: Typed, req: Request) => onItem(ok({}), req),
    next: (reference: string) => paths.exportPart('attachments', reference),
  };
  return [
    withStepUp(get(paths.exportItem(), manage, review.showItem(parts), 'access-export.record-read')),
    post(part('verdict'), manage, 'access-export.record-judged', actOn(parts, verdict)),
    withStepUp(get(part('withholdings'), manage, considering, 'access-export.withholding-considered')),
    post(part('withholdings'), manage, 'access-export.withheld', actOn(parts, withholding)),
    post(part('withholdings/removal'), manage, 'access-export.withholding-ended', actOn(parts, takingBack)),
    post(part('proposals'), manage, 'access-export.proposal-declined', actOn(parts, declining)),
    post(part('removal'), manage, 'access-export.file-removed', actOn(parts, removal)),
    withStepUp(get(part('file'), manage, review.giveItemFile(parts), 'access-export.file-read')),
  ];
}

function additionRoutes(parts: ExportHandlerParts): Route[] {
  const { exportPart: part } = paths;
  const backToSearches = (reference: string): string => part('searches', reference);
  const search = {
    ...{ parse: form.parseSearch, act: add.logSearch, next: backToSearches },
    show: review.searchesAgain(parts),
  };
  const dropping = {
    parse: (typed: Typed) => ok({ search: idIn(typed, 'search') }),
    ...{ act: add.dropSearch, next: backToSearches },
  };
  const letter = {
    parse: form.parseCoveringLetter,
    act: add.writeCoveringLetter,
    show: review.letterAgain(),
  };
  return [
    withStepUp(get(part('searches'), manage, review.showSearches(parts))),
    post(part('searches'), manage, 'access-export.search-logged', actOn(parts, search)),
    post(part('searches/removal'), manage, 'access-export.search-dropped', actOn(parts, dropping)),
    withStepUp(get(part('letter'), manage, review.showLetter(parts))),
    post(part('letter'), manage, 'access-export.letter-written', actOn(parts, letter)),
    withStepUp(get(part('attachments'), manage, review.showAttachments(parts))),
    postFile(part('attachments'), manage, 'access-export.file-added', review.attach(parts)),
  ];
}

function deliveryRoutes(parts: ExportHandlerParts): Route[] {
  const { exportPart: part } = paths;
  const show = delivery.deliveryAgain(parts);
  const handing = { parse: form.parseHanding, act: deliver.handOver, show };
  const account = actOn(parts, { act: deliver.deliverInAccount, show });
  const page = part('delivery');
  const code = delivery.makeOneCode(parts);
  return [
    withStepUp(get(page, manage, delivery.showDelivery(parts))),
    withStepUp(post(part('delivery/account'), manage, 'access-export.delivered-in-account', account), page),
    withStepUp(post(part('delivery/code'), manage, 'access-export.code-made', code), page),
    withStepUp(
      post(part('delivery/handing'), manage, 'access-export.handed-over', actOn(parts, handing)),
      page,
    ),
    withStepUp(get(part('package.zip'), manage, delivery.giveAsStaff(parts), 'access-export.package-read')),
  ];
}

/** Its form stands on the export's own page, to which somebody comes back who had to say who they are. */
const fromItsPage = (route: Route): Route => withStepUp(route, paths.accessExport());

const ok = <Command extends object>(command: Command) => ({ kind: 'ok' as const, command });

function onItem<Command extends object>(
  form: Parsed<Command>,
  req: Request,
): Parsed<Command & { item: number }> {
  return form.kind === 'ok' ? ok({ ...form.command, item: numberOf(req) }) : form;
}

/** What is no number names nothing, as 0 does. */
function numberOf(req: Request): number {
  return parseId(req.params.number) ?? 0;
}

function idIn(typed: Typed, name: string): number {
  return parseId(one(typed, name)) ?? 0;
}
