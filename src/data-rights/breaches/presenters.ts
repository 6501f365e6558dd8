import { paths } from '../../paths.ts';
import { formatCount, formatDateTime } from '../../web/formatters.ts';
import { pagination, type PageAsked } from '../../web/pagination.ts';
import type { FieldError, Page } from '../../web/render.ts';
import { factsShown, fieldsShown } from '../registers/presenters-fields.ts';
import type { TypedValues } from '../registers/specification/field.ts';
import { reportBreachBy } from '../rules/other-clocks.ts';
import { type Duty, dutiesOf, type DutyState, stepsOpen } from './rules/duties.ts';
import { type BreachStep, fieldsOf, reportFields, stepWords } from './specification/steps.ts';
import type { Breach, BreachCounts } from './store.ts';

interface Tag {
  text: string;
  colour: string;
}

export interface BreachesView {
  breaches: readonly Breach[];
  isOpen: boolean;
  counts: BreachCounts;
  asked: PageAsked;
  now: Date;
}

export function listPage({ breaches, isOpen, counts, asked, now }: BreachesView): Page {
  const title = 'Breaches of personal data';
  const hrefOf = (page: number): string =>
    `${paths.breaches}?state=${isOpen ? 'open' : 'closed'}&page=${page}`;
  return {
    view: 'data-rights/log',
    frame: { title, section: 'back-office', backLink: paths.backOffice },
    page: {
      ...{ title, notice: null, add: { text: 'Report a breach', href: paths.newBreach } },
      lead: 'Every breach is logged, also one that nobody outside has to be told of. The Commissioner’s 72 hours run from the moment we know, nights and weekends included.',
      filterLabel: 'Open or closed',
      filters: [
        { text: `Open (${counts.open})`, href: paths.breaches, current: isOpen },
        { text: `Closed (${counts.closed})`, href: `${paths.breaches}?state=closed`, current: !isOpen },
      ],
      caption: isOpen ? 'Open breaches, the oldest first' : 'Closed breaches, the newest first',
      heads: ['Reference', 'State', 'Known to us', 'Commissioner by'],
      rows: breaches.map((breach) => ({
        ...{ text: breach.reference, href: paths.breach(breach.reference), tag: stateTag(breach, now) },
        cells: [formatDateTime(breach.awareAt), formatDateTime(reportBreachBy(breach.awareAt))],
      })),
      empty: isOpen ? 'No breach is open.' : 'No breach has been closed yet.',
      pagination: pagination(asked, isOpen ? counts.open : counts.closed, 'Pages of breaches', hrefOf),
    },
  };
}

/** The most pressing of what is owed. */
function stateTag(breach: Breach, now: Date): Tag {
  if (breach.isClosed) return { text: 'Closed', colour: 'grey' };
  const states = dutiesOf(breach, now).map(({ state }) => state);
  if (states.includes('overdue')) return { text: 'Overdue', colour: 'red' };
  if (states.includes('due')) return { text: 'To do', colour: 'yellow' };
  return states.includes('undecided')
    ? { text: 'To decide', colour: 'yellow' }
    : { text: 'Can be closed', colour: 'green' };
}

export function reportPage(
  typed: TypedValues,
  { errors = [], reported = null }: { errors?: FieldError[]; reported?: string | null },
): Page {
  const title = 'Report a breach of personal data';
  return {
    view: 'data-rights/step',
    frame: { title, section: 'back-office', backLink: paths.backOffice, errors },
    page: {
      ...{ title, caption: null, action: paths.newBreach, button: 'Report it', cancelHref: paths.backOffice },
      notice:
        reported && `Your report has the reference ${reported}. The compliance officers have been told.`,
      lead: 'Report at once, also when you are not sure, when it was your own mistake, or when it is already put right: nobody is blamed for reporting.',
      guidance: [
        'A breach is anything by which personal data, or data that an authority has submitted, was seen by somebody who should not have seen it, lost, or changed: a letter to the wrong address, a lost device, a page that showed too much.',
        'If it is still going on, call the compliance officer first and fill this in afterwards.',
      ],
      fields: fieldsShown(reportFields, typed, errors),
    },
  };
}

export function stepPage(
  { reference }: Breach,
  step: BreachStep,
  typed: TypedValues,
  errors: FieldError[] = [],
): Page {
  const { title, guidance, fields } = stepWords[step];
  const [lead, ...rest] = guidance;
  return {
    view: 'data-rights/step',
    frame: {
      title: `${title}: ${reference}`,
      section: 'back-office',
      backLink: paths.breach(reference),
      errors,
    },
    page: {
      ...{ title, caption: reference, notice: null, lead, guidance: rest, button: 'Save' },
      ...{ action: paths.breachStep(reference, step), cancelHref: paths.breach(reference) },
      fields: fieldsShown(fields, typed, errors),
    },
  };
}

export function breachPage(breach: Breach, now: Date): Page {
  const { reference, events } = breach;
  const [reported] = events;
  return {
    view: 'data-rights/case',
    frame: { title: `Breach ${reference}`, section: 'back-office', backLink: paths.breaches },
    page: {
      ...{ title: 'Breach of personal data', caption: reference, notice: null, tag: stateTag(breach, now) },
      lead: `Known to us since ${formatDateTime(breach.awareAt)}. Where the Commissioner must be told, that is due by ${formatDateTime(reportBreachBy(breach.awareAt))}.`,
      tasksTitle: 'What has to be done',
      tasks: [
        ...dutiesOf(breach, now).map((duty) => dutyTask(breach, duty, now)),
        ...otherTasks(breach, now),
      ],
      factsTitle: 'What was reported',
      facts: [
        {
          key: 'Reported',
          value: `${formatDateTime(breach.reportedAt)}, by ${reported?.recordedBy ?? 'nobody'}`,
        },
        ...factsShown(reportFields, reported?.facts ?? {}),
      ],
      ...{ written: null, form: null, entriesTitle: 'What was done since', entriesEmpty: 'Nothing yet.' },
      entries: events.slice(1).map(({ kind, facts, happenedAt, recordedAt, recordedBy }) => ({
        heading: kind === 'reported' ? 'Reported' : stepWords[kind].done,
        by: `${formatDateTime(happenedAt)}. Recorded by ${recordedBy}, ${formatDateTime(recordedAt)}.`,
        facts: factsShown(
          fieldsOf(kind).filter(({ name }) => name !== 'at'),
          facts,
        ),
        letter: null,
      })),
    },
  };
}

const dutyWords: Readonly<Record<Duty['duty'], { title: string; step: BreachStep }>> = {
  risk: { title: 'Decide on the risk to people', step: 'risk' },
  commissioner: { title: 'Tell the Commissioner', step: 'commissioner-told' },
  people: { title: 'Tell the people concerned', step: 'people-told' },
  authorities: { title: 'Tell the authorities whose data it is', step: 'authorities-told' },
};

const stateTags: Readonly<Record<DutyState, Tag>> = {
  done: { text: 'Done', colour: 'green' },
  late: { text: 'Done late', colour: 'orange' },
  due: { text: 'To do', colour: 'yellow' },
  overdue: { text: 'Overdue', colour: 'red' },
  'not-needed': { text: 'Not needed', colour: 'grey' },
  undecided: { text: 'Not known yet', colour: 'blue' },
};

function dutyTask(breach: Breach, { duty, state, by }: Duty, now: Date): object {
  const { title, step } = dutyWords[duty];
  return {
    title,
    href: breach.isClosed ? null : paths.breachStep(breach.reference, step),
    hint: hintOf(duty, state, by, now),
    tag: stateTags[state],
  };
}

function hintOf(duty: Duty['duty'], state: DutyState, by: Date | null, now: Date): string {
  if (by !== null && (state === 'due' || state === 'overdue')) {
    const hours = Math.floor(Math.abs(by.getTime() - now.getTime()) / (60 * 60 * 1000));
    return `By ${formatDateTime(by)}: ${formatCount(hours, 'hour')} ${state === 'due' ? 'left' : 'ago'}`;
  }
  if (duty === 'people' && state === 'due') return 'Without delay: the risk is high';
  if (duty === 'people' && state === 'undecided') return 'Depends on the risk';
  if (duty === 'authorities' && state === 'due') return 'Without delay: it is their data';
  if (duty === 'authorities' && state === 'undecided')
    return 'Find out whether it is data that they submitted';
  return state === 'not-needed' ? 'As decided, with reasons' : 'As recorded below';
}

function otherTasks(breach: Breach, now: Date): object[] {
  const others: readonly BreachStep[] = ['more', 'people-not-told', 'closed', 'reopened'];
  return stepsOpen(breach, now)
    .filter((step) => others.includes(step))
    .map((step) => ({
      ...{ title: stepWords[step].title, href: paths.breachStep(breach.reference, step) },
      ...{ hint: 'When you need it', tag: { text: 'Open to you', colour: 'blue' } },
    }));
}
