import { paths } from '../../paths.ts';
import { formatCount } from '../../web/formatters.ts';
import { pagination, type PageAsked } from '../../web/pagination.ts';
import type { FieldError, Page } from '../../web/render.ts';
import { one, type Typed } from '../requests/forms.ts';
import type {
  AccessExport,
  ExportGroup,
  KeptWithholding,
  Proposal,
  ReviewItem,
  ThirdPartyTest,
} from './access-export.ts';
import { isUnderReview } from './access-export.ts';
import { isFile } from './contents.ts';
import { valueInWords } from './package/words.ts';
import * as words from './presenters-words.ts';
import { withholdingGround, withholdingGrounds } from './specification/grounds.ts';
import type { CountedGroup } from './store-items.ts';

interface AskedExport {
  present: AccessExport;
}

interface GroupView {
  asked: AskedExport;
  group: CountedGroup;
  items: readonly ReviewItem[];
  withholdings: readonly KeptWithholding[];
  proposals: readonly Proposal[];
  place: PageAsked;
}

/** A table of the review, a record after the other, with what was said of each. */
export function groupPage({ asked, group, items, withholdings, proposals, place }: GroupView): Page {
  const { reference } = asked.present;
  const { title, number } = group;
  const isOpen = isUnderReview(asked.present);
  const href = paths.exportGroup(reference, number);
  return {
    view: 'data-rights/exports/group',
    frame: { title: `${title}: ${reference}`, section: 'requests', backLink: paths.accessExport(reference) },
    page: {
      ...{ title, caption: reference, kind: words.kindWords[group.kind] },
      progress: `${formatCount(group.reviewed, 'record')} of ${group.items.toLocaleString('en-GB')} looked at`,
      give:
        isOpen && group.reviewed < group.items
          ? { action: href, page: place.number, isFound: group.kind === 'found' || group.kind === 'letter' }
          : null,
      items: items.map((item) => {
        const own = proposals.filter(
          (proposal) => proposal.item === item.number && proposal.state === 'open',
        );
        const gaps = withholdings.filter((kept) => kept.item === item.number);
        return {
          ...{ title: `Record ${item.number}`, href: paths.exportItem(reference, item.number) },
          tag: words.verdictTags[item.verdict ?? 'none'],
          fields: fieldsOf(group, item),
          proposals: own.map(({ passage }) => passage),
          withheld: gaps.map((kept) => withheldWords(group, kept)),
        };
      }),
      pagination: pagination(place, group.items, `Pages of ${title}`, (page) => `${href}?page=${page}`),
    },
  };
}

function fieldsOf(group: ExportGroup, { values }: ReviewItem): { key: string; value: string }[] {
  return group.columns.flatMap(({ column, label, isShown }) => {
    const value = values[column];
    if (isShown && value === undefined) return [];
    return [{ key: label, value: valueInWords(isShown ? value : undefined) }];
  });
}

function withheldWords(group: ExportGroup, { column, passage, ground }: KeptWithholding): string {
  const { title } = withholdingGround(ground);
  if (column === null) return `All of it: ${title}`;
  const label = group.columns.find((own) => own.column === column)?.label ?? column;
  return passage === null ? `All of “${label}”: ${title}` : `“${passage}” in “${label}”: ${title}`;
}

interface ItemView {
  asked: AskedExport;
  group: ExportGroup;
  item: ReviewItem;
  typed: Typed;
  errors: FieldError[];
}

/** One record: what is held, whom it may name, what is withheld of it and why, and the decision. */
export function itemPage(
  view: ItemView & { withholdings: readonly KeptWithholding[]; proposals: readonly Proposal[] },
): Page {
  const { asked, group, item, typed, errors, withholdings, proposals } = view;
  const { reference } = asked.present;
  const { number } = item;
  const isOpen = isUnderReview(asked.present);
  const part = (name: string): string => paths.exportItemPart(name, reference, number);
  const title = `${group.title}: record ${number}`;
  return {
    view: 'data-rights/exports/item',
    frame: {
      ...{ title: `${title}: ${reference}`, section: 'requests', errors },
      backLink: paths.exportGroup(reference, group.number),
    },
    page: {
      ...{ title, caption: reference, tag: words.verdictTags[item.verdict ?? 'none'], note: item.note },
      fields: fieldsOf(group, item),
      file: isFile(item) ? part('file') : null,
      errorOf: Object.fromEntries(errors.map(({ field, message }) => [field, message])),
      withholdings: withholdings.map((kept) => ({
        ...{
          heading: withheldWords(group, kept),
          reason: kept.reason ?? 'The person is told nothing of it.',
        },
        ...{ test: kept.test && testWords(kept.test), opinion: kept.opinion },
        removal: isOpen ? { action: part('withholdings/removal'), id: kept.id } : null,
      })),
      proposals: proposals.map((proposal) => ({
        ...{ passage: proposal.passage, tag: words.proposalTags[proposal.state], number: proposal.number },
        where: group.columns.find(({ column }) => column === proposal.column)?.label ?? proposal.column,
        isOpen: isOpen && proposal.state === 'open',
        acceptHref: `${part('withholdings')}?proposal=${proposal.number}`,
      })),
      declineAction: part('proposals'),
      withholdHref: isOpen ? part('withholdings') : null,
      giving: isOpen
        ? {
            ...{ action: part('verdict'), note: one(typed, 'note'), mayLeaveOut: item.kind !== 'declared' },
            items: givingItems(item, typed),
          }
        : null,
      removal: isOpen && item.kind === 'attachment' ? part('removal') : null,
    },
  };
}

function givingItems(
  item: ReviewItem,
  typed: Typed,
): { value: string; text: string; hint?: string; checked: boolean }[] {
  const chosen = one(typed, 'verdict') || (item.verdict === 'leave-out' ? 'leave-out' : '');
  const give = {
    ...{ value: 'give', text: 'Looked at: it is given' },
    hint: 'But for what is withheld above, if anything is',
    checked: chosen === 'give',
  };
  const leaveOut = {
    ...{ value: 'leave-out', text: 'It is not about them: leave it out' },
    checked: chosen === 'leave-out',
  };
  return item.kind === 'declared' ? [give] : [give, leaveOut];
}

const yesNo = { yes: 'yes', no: 'no', 'not-asked': 'not asked' } as const;

function testWords({ canAnswerWithout, consented, reasonableWithout, reasoning }: ThirdPartyTest): string {
  return `Can be answered without naming them: ${yesNo[canAnswerWithout]}. They agree: ${yesNo[consented]}. Reasonable without that: ${yesNo[reasonableWithout]}. ${reasoning}`;
}

/** What is to be kept back, on which ground, what the person is told, and the three steps where somebody else is named. */
export function withholdingPage({ asked, group, item, typed, errors }: ItemView): Page {
  const { reference } = asked.present;
  const { number } = item;
  const title = 'Withhold';
  const columns = isFile(item)
    ? []
    : group.columns.filter(({ column, isShown }) => isShown && column in item.values);
  const choices = (name: string, all: Readonly<Record<string, string>>): object[] =>
    Object.entries(all).map(([value, text]) => ({ value, text, checked: one(typed, name) === value }));
  return {
    view: 'data-rights/exports/withholding',
    frame: {
      ...{ title: `${title}: ${reference}`, section: 'requests', errors },
      backLink: paths.exportItem(reference, number),
    },
    page: {
      ...{ title, caption: `${group.title}: record ${number}, ${reference}` },
      ...{ action: paths.exportItemPart('withholdings', reference, number) },
      backHref: paths.exportItem(reference, number),
      errorOf: Object.fromEntries(errors.map(({ field, message }) => [field, message])),
      fields: fieldsOf(group, item),
      columns:
        columns.length === 0
          ? null
          : [
              { value: '', text: 'All of the record', selected: one(typed, 'column') === '' },
              ...columns.map(({ column, label }) => ({
                ...{ value: column, text: label, selected: one(typed, 'column') === column },
              })),
            ],
      passage: one(typed, 'passage'),
      grounds: [
        { value: '', text: 'Choose a ground', selected: one(typed, 'ground') === '' },
        ...withholdingGrounds.map(({ key, title: text }) => ({
          ...{ value: key, text, selected: one(typed, 'ground') === key },
        })),
      ],
      help: withholdingGrounds.map(({ title: key, help, rule, mayStaySilent }) => ({
        ...{ key, value: `${help} (${rule})${mayStaySilent ? ' The person need not be told.' : ''}` },
      })),
      reason: one(typed, 'reason'),
      canAnswerWithout: choices('canAnswerWithout', { yes: 'Yes, by taking out the passage', no: 'No' }),
      consented: choices('consented', { yes: 'Yes', no: 'No', 'not-asked': 'They were not asked' }),
      reasonableWithout: choices('reasonableWithout', { yes: 'Yes', no: 'No' }),
      ...{ reasoning: one(typed, 'reasoning'), opinion: one(typed, 'opinion') },
      everywhere: one(typed, 'everywhere') === 'yes',
    },
  };
}
