import { paths } from '../../paths.ts';
import { formatDateTime, formatDay } from '../../web/formatters.ts';
import type { FieldError, Page } from '../../web/render.ts';
import { hoursTo } from '../presenters-due.ts';
import { factsShown, fieldsShown } from '../registers/presenters-fields.ts';
import type { TypedValues } from '../registers/specification/field.ts';
import { reportBreachBy } from '../rules/other-clocks.ts';
import { type Duty, dutiesOf, type DutyState, riskOf, stepsOpen } from './rules/duties.ts';
import { howToReport } from './specification/how-to-report.ts';
import { type BreachStep, fieldsOf, reportFields, stepWords } from './specification/steps.ts';
import type { Breach } from './store.ts';

interface Tag {
  text: string;
  colour: string;
}

/** The most pressing of what is owed. */
export function stateTag(breach: Breach, now: Date): Tag {
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

/** @param until until when the reader is trained, YYYY-MM-DD; null where no training is entered */
export function howToReportPage(until: string | null, today: string): Page {
  const title = 'How to report when something goes wrong';
  const isDue = until === null || until <= today;
  const since = until === null ? 'None is entered for you yet.' : `It was due on ${formatDay(until)}.`;
  return {
    view: 'data-rights/how-to-report',
    frame: { title, section: 'back-office', backLink: paths.backOffice },
    page: {
      ...{ title, parts: howToReport, reportHref: paths.newBreach, trainingHref: paths.register('training') },
      training: isDue
        ? `${since} Please arrange it with a compliance officer.`
        : `It counts until ${formatDay(until)}.`,
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
      lead: leadOf(breach, now),
      next: nextStep(breach, now),
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
        by: whenAndBy(happenedAt, { recordedAt, recordedBy }),
        facts: factsShown(
          fieldsOf(kind).filter(({ name }) => name !== 'at'),
          facts,
        ),
        letter: null,
      })),
    },
  };
}

/** What is owed to the Commissioner, and until when; or how that came out. */
function leadOf(breach: Breach, now: Date): string {
  const known = `Known to us since ${formatDateTime(breach.awareAt)}.`;
  const duty = dutiesOf(breach, now).find((one) => one.duty === 'commissioner');
  const by = `${formatDateTime(reportBreachBy(breach.awareAt))}, ${hoursTo(reportBreachBy(breach.awareAt), now)}`;
  switch (duty?.state) {
    case 'due':
      return `${known} ${riskOf(breach.events) === null ? 'If the Commissioner must be told, then' : 'The Commissioner must be told'} by ${by}.`;
    case 'overdue':
      return `${known} The 72 hours for telling the Commissioner were over on ${by}. Tell them now, with the reasons for the delay.`;
    case 'not-needed':
      return `${known} It was decided not to tell the Commissioner.`;
    default:
      return `${known} The Commissioner was told${duty?.state === 'late' ? ', after the 72 hours' : ''}.`;
  }
}

/** The duty that presses most, else closing it. */
function nextStep(breach: Breach, now: Date): { text: string; href: string } | null {
  if (breach.isClosed) return null;
  const duties = dutiesOf(breach, now);
  const pressing =
    duties.find(({ state }) => state === 'overdue' || state === 'due') ??
    duties.find(({ state }) => state === 'undecided');
  // Whether authorities' data is concerned is told by adding what is known.
  const step: BreachStep =
    pressing === undefined
      ? 'closed'
      : pressing.duty === 'authorities' && pressing.state === 'undecided'
        ? 'more'
        : dutyWords[pressing.duty].step;
  const title =
    pressing === undefined || step === 'more' ? stepWords[step].title : dutyWords[pressing.duty].title;
  const text = `Next: ${title.charAt(0).toLowerCase()}${title.slice(1)}`;
  return { text, href: paths.breachStep(breach.reference, step) };
}

function whenAndBy(at: Date, { recordedAt, recordedBy }: { recordedAt: Date; recordedBy: string }): string {
  const [happened, recorded] = [formatDateTime(at), formatDateTime(recordedAt)];
  return happened === recorded
    ? `${recordedBy}, ${recorded}`
    : `${happened}. Recorded by ${recordedBy}, ${recorded}`;
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
  if (by !== null && (state === 'due' || state === 'overdue'))
    return `By ${formatDateTime(by)}: ${hoursTo(by, now)}`;
  if (duty === 'people' && state === 'due') return 'Without delay: the risk is high';
  if (duty === 'people' && state === 'undecided') return 'Depends on the risk';
  if (duty === 'authorities' && state === 'due') return 'Without delay: it is their data';
  if (duty === 'authorities' && state === 'undecided')
    return 'Find out whether it is data that they submitted';
  return state === 'not-needed' ? 'As decided, with reasons' : 'As recorded below';
}

const otherHints: Readonly<Partial<Record<BreachStep, string>>> = {
  more: 'What was not known at first may follow in parts',
  'people-not-told': 'Only for one of three reasons in law',
  closed: 'Nothing is owed any more',
  reopened: 'When something has come up',
};

function otherTasks(breach: Breach, now: Date): object[] {
  const others: readonly BreachStep[] = ['more', 'people-not-told', 'closed', 'reopened'];
  return stepsOpen(breach, now)
    .filter((step) => others.includes(step))
    .map((step) => ({
      ...{ title: stepWords[step].title, href: paths.breachStep(breach.reference, step) },
      ...{ hint: otherHints[step] ?? '', tag: { text: 'If needed', colour: 'grey' } },
    }));
}
