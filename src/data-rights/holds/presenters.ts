import { paths } from '../../paths.ts';
import { formatDateOf, formatDateTime, formatDay } from '../../web/formatters.ts';
import { pagination, type PageAsked } from '../../web/pagination.ts';
import type { FieldError, Page } from '../../web/render.ts';
import { fieldsShown } from '../registers/presenters-fields.ts';
import type { TypedValues } from '../registers/specification/field.ts';
import type { Hold, HoldTarget } from './hold.ts';
import { endFields, holdFields } from './specification/hold-fields.ts';
import type { HoldCounts } from './store.ts';

const WHAT =
  'While a hold is in force, nothing of what it covers is deleted: neither by the retention schedule nor by a removal.';

interface HoldsView {
  holds: readonly Hold[];
  isInForce: boolean;
  counts: HoldCounts;
  asked: PageAsked;
  /** YYYY-MM-DD */
  today: string;
}

export function listPage({ holds, isInForce, counts, asked, today }: HoldsView): Page {
  const title = 'Legal holds';
  const hrefOf = (page: number): string =>
    `${paths.holds}?state=${isInForce ? 'in-force' : 'ended'}&page=${page}`;
  return {
    view: 'data-rights/log',
    frame: { title, section: 'back-office', backLink: paths.backOffice },
    page: {
      ...{ title, notice: null, add: { text: 'Place a hold', href: paths.newHold } },
      lead: `${WHAT} Deletion goes on by itself once it has ended.`,
      filterLabel: 'In force or ended',
      filters: [
        { text: `In force (${counts.inForce})`, href: paths.holds, current: isInForce },
        { text: `Ended (${counts.ended})`, href: `${paths.holds}?state=ended`, current: !isInForce },
      ],
      caption: isInForce ? 'Holds in force, what is to be looked at first' : 'Holds that have ended',
      heads: ['On', 'State', 'Since', isInForce ? 'To be looked at again' : 'Ended'],
      rows: holds.map((hold) => ({
        ...{ text: targetWords(hold.target), href: paths.hold(hold.id), tag: tagOf(hold, today) },
        cells: [formatDateOf(hold.placedAt), hold.end ? formatDateOf(hold.end.at) : formatDay(hold.reviewOn)],
      })),
      empty: isInForce ? 'No hold is in force.' : 'No hold has ended yet.',
      pagination: pagination(asked, isInForce ? counts.inForce : counts.ended, 'Pages of holds', hrefOf),
    },
  };
}

/** Without the name of the person: the list is no place for it. */
function targetWords(target: HoldTarget): string {
  if (target.kind === 'person') return `Account ${target.userId}`;
  return target.kind === 'authority' ? target.name : `Case ${target.reference}`;
}

function tagOf({ end, reviewOn }: Hold, today: string): { text: string; colour: string } {
  if (end) return { text: 'Ended', colour: 'grey' };
  return reviewOn <= today
    ? { text: 'Look at it again', colour: 'red' }
    : { text: 'In force', colour: 'yellow' };
}

export function newPage(typed: TypedValues, errors: FieldError[] = []): Page {
  const title = 'Place a legal hold';
  return {
    view: 'data-rights/step',
    frame: { title, section: 'back-office', backLink: paths.holds, errors },
    page: {
      ...{ title, caption: null, notice: null, button: 'Place the hold', lead: WHAT },
      ...{ action: paths.newHold, cancelHref: paths.holds },
      guidance: [
        'Use it where a complaint, a breach, a request or a claim needs the data, and for as long as it does. Somebody who has asked for removal is told that it has to wait, and why.',
      ],
      fields: fieldsShown(holdFields, typed, errors),
    },
  };
}

/** @param waiting requests for removal that it keeps waiting */
export function holdPage(
  hold: Hold,
  today: string,
  waiting: readonly { reference: string; isTold: boolean }[],
): Page {
  const { id, target, end } = hold;
  const title = `Legal hold ${id}`;
  const account =
    target.kind === 'person' ? { href: paths.user(target.userId), linkText: 'See the account' } : {};
  return {
    view: 'data-rights/case',
    frame: { title, section: 'back-office', backLink: paths.holds },
    page: {
      ...{ title, caption: targetWords(target), notice: null, tag: tagOf(hold, today) },
      ...{ lead: WHAT, tasksTitle: 'What can be done', written: null, form: null },
      tasks: end
        ? []
        : [
            ...waiting.map(tellTask),
            {
              ...{ title: 'End the hold', href: paths.holdEnding(id) },
              hint: `To be looked at again by ${formatDay(hold.reviewOn)}. To keep it longer, place another and end this one.`,
              tag: { text: 'Open to you', colour: 'blue' },
            },
          ],
      factsTitle: 'The hold',
      facts: [
        { key: 'On', value: targetWords(target), ...account },
        { key: 'Why', value: hold.reason },
        { key: 'Placed', value: `${formatDateTime(hold.placedAt)}, by ${hold.placedBy}` },
        { key: 'To be looked at again', value: formatDay(hold.reviewOn) },
      ],
      ...{ entriesTitle: 'Its end', entriesEmpty: 'It is in force.' },
      entries: end
        ? [
            {
              ...{ heading: 'Ended', by: `${formatDateTime(end.at)}, by ${end.by}`, letter: null },
              facts: [{ key: 'Why', value: end.reason }],
            },
          ]
        : [],
    },
  };
}

/** The letter begins with the reason that stands here: whoever sends it sees to what may be said. */
function tellTask({ reference, isTold }: { reference: string; isTold: boolean }) {
  return {
    ...{
      title: `Tell whoever asked for removal: ${reference}`,
      hint: 'A letter begins with the reason below',
    },
    href: isTold ? paths.dataRequest(reference) : `${paths.newRequestLetter(reference)}?kind=held`,
    tag: isTold ? { text: 'Told', colour: 'green' } : { text: 'To do', colour: 'yellow' },
  };
}

export function endPage({ id, target }: Hold, typed: TypedValues, errors: FieldError[] = []): Page {
  const title = `End legal hold ${id}`;
  return {
    view: 'data-rights/step',
    frame: { title, section: 'back-office', backLink: paths.hold(id), errors },
    page: {
      ...{ title, caption: targetWords(target), notice: null, guidance: [], button: 'End the hold' },
      ...{ action: paths.holdEnding(id), cancelHref: paths.hold(id) },
      lead: 'What it covered and is past its time is deleted in the following night. A removal that waited can be approved again, and comes up on the start page of the back office.',
      fields: fieldsShown(endFields, typed, errors),
    },
  };
}
