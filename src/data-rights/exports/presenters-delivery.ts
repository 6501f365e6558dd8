import { paths } from '../../paths.ts';
import { formatCount, formatDateTime } from '../../web/formatters.ts';
import type { FieldError, Page } from '../../web/render.ts';
import { one, type Typed } from '../requests/forms.ts';
import type { SeenCase } from '../requests/rules/case-facts.ts';
import type { Person } from '../requests/store-people.ts';
import { type AccessExport, handedWays } from './access-export.ts';
import { isUnderReview, waitsForApproval } from './access-export.ts';
import * as words from './presenters-words.ts';
import type { Elsewhere } from './rules/elsewhere.ts';
import { type ExportFault, isPacked, type ReviewCounts } from './rules/may-export.ts';

interface Asked {
  present: AccessExport;
  seen: SeenCase;
}

function stepPage(view: string, title: string, { present }: Asked, errors: FieldError[], page: object): Page {
  const { reference } = present;
  return {
    view: `data-rights/exports/${view}`,
    frame: {
      ...{ title: `${title}: ${reference}`, section: 'requests', errors },
      backLink: paths.accessExport(reference),
    },
    page: {
      ...{ title, caption: reference, backHref: paths.accessExport(reference) },
      previewHref: paths.exportPart('preview', reference),
      errorOf: Object.fromEntries(errors.map(({ field, message }) => [field, message])),
      ...page,
    },
  };
}

/** Where words that are withheld in one place still stand: for people to judge before anything goes. */
function elsewhereWords(elsewhere: readonly Elsewhere[]): string[] {
  const said = elsewhere.map(({ withholding: { passage }, place }) => {
    const what = passage === null ? 'What is withheld of a field' : `“${passage}”`;
    return `${what} still stands in ${placeWords(place)}`;
  });
  return [...new Set(said)];
}

function placeWords(place: Elsewhere['place']): string {
  if (place.kind === 'field') return `record ${place.record} of ${place.table}, ${place.column}`;
  if (place.kind === 'title') return `the title of ${place.table}`;
  if (place.kind === 'file') return `the name of the file ${place.name}`;
  return { letter: 'the covering letter', search: 'the log of searches', reason: 'a reason' }[place.kind];
}

interface CheckView {
  asked: Asked;
  fault: ExportFault | null;
  elsewhere: readonly Elsewhere[];
  errors: FieldError[];
}

export function finishingPage(view: CheckView & { counts: ReviewCounts }): Page {
  const { asked, fault, elsewhere, counts, errors } = view;
  const { present } = asked;
  const { reference } = present;
  return stepPage('finishing', 'Finish the review', asked, errors, {
    action: fault === null ? paths.exportPart('finishing', reference) : null,
    blocked: fault === null ? null : words.exportFaultWords[fault].message,
    returnAction: waitsForApproval(present) ? paths.exportPart('return', reference) : null,
    isOpen: isUnderReview(present),
    elsewhere: elsewhereWords(elsewhere),
    counts: [
      { key: 'Records not looked at', value: counts.unreviewed.toLocaleString('en-GB') },
      { key: 'Passages to say something of', value: counts.openProposals.toLocaleString('en-GB') },
      { key: 'Searches in the log', value: counts.searches.toLocaleString('en-GB') },
    ],
  });
}

export function approvalPage({
  asked,
  fault,
  elsewhere,
  errors,
  withheld,
}: CheckView & { withheld: number }): Page {
  const { reference } = asked.present;
  return stepPage('approval', 'Approve it', asked, errors, {
    action: fault === null ? paths.exportPart('approval', reference) : null,
    blocked: fault === null ? null : words.exportFaultWords[fault].message,
    returnAction: waitsForApproval(asked.present) ? paths.exportPart('return', reference) : null,
    elsewhere: elsewhereWords(elsewhere),
    withheld: formatCount(withheld, 'thing is', 'things are'),
  });
}

interface DeliveryView {
  asked: Asked;
  subject: Person | null;
  accountFault: ExportFault | null;
  typed: Typed;
  errors: FieldError[];
}

export function deliveryPage({ asked, subject, accountFault, typed, errors }: DeliveryView): Page {
  const { present, seen } = asked;
  const { reference } = present;
  const { actsFor, sender } = seen.request;
  return stepPage('delivery', 'Deliver it', asked, errors, {
    isPacked: isPacked(present),
    to: actsFor === null ? (subject?.shownAs ?? sender.name) : `${sender.name}, who represents ${actsFor}`,
    account: {
      action:
        accountFault === null && !present.inAccount ? paths.exportPart('delivery/account', reference) : null,
      blocked: accountFault === null ? null : words.exportFaultWords[accountFault].message,
      isDone: present.inAccount,
    },
    codeAction: paths.exportPart('delivery/code', reference),
    handing: {
      ...{ action: paths.exportPart('delivery/handing', reference), isDone: present.handed !== null },
      on: one(typed, 'on') || seen.today.split('-').reverse().join('/'),
      ways: handedWays.map((value) => ({
        ...{ value, text: words.handedWords[value], checked: one(typed, 'way') === value },
      })),
    },
    packageHref: paths.exportPart('package.zip', reference),
  });
}

/** Shown once: neither the link nor the code can be read anywhere afterwards. */
export function codeMadePage(
  { present }: Asked,
  { link, code, days, downloads }: { link: string; code: string; days: number; downloads: number },
): Page {
  const title = 'The link and the code';
  const { reference } = present;
  return {
    view: 'data-rights/exports/code-made',
    frame: { title: `${title}: ${reference}`, section: 'requests', backLink: paths.accessExport(reference) },
    page: {
      ...{ title, caption: reference, link, code: `${code.slice(0, 4)} ${code.slice(4)}` },
      ...{ days, downloads, backHref: paths.accessExport(reference) },
    },
  };
}

export function codePage(token: string, errors: FieldError[] = []): Page {
  const title = 'Download your data';
  return {
    view: 'data-rights/exports/code',
    frame: { title, errors },
    page: { title, action: paths.packageByCode(token), error: errors[0]?.message },
  };
}

export interface OwnPackage {
  reference: string;
  /** Where it is downloaded; null where it is not there any more. */
  href: string | null;
  text: string;
}

/** For the person’s own page of requests. */
export function ownPackageRows(own: readonly AccessExport[], now: Date): OwnPackage[] {
  return own.map((one) => {
    const isThere = one.state === 'released' && one.expiresAt !== null && now < one.expiresAt;
    const until = one.expiresAt === null ? '' : formatDateTime(one.expiresAt);
    return {
      ...{ reference: one.reference, href: isThere ? paths.ownPackage(one.id) : null },
      text: isThere
        ? `to be had until ${until}`
        : one.state === 'withdrawn'
          ? 'it was taken back: ask us why'
          : `its time was over on ${until}: ask for it again`,
    };
  });
}
