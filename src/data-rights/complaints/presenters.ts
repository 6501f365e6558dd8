import { paths } from '../../paths.ts';
import { formatDateOf, formatDateTime } from '../../web/formatters.ts';
import type { FieldError, Page } from '../../web/render.ts';
import { type ContactNote, noteWays } from '../contact.ts';
import type { TypedNote } from '../desk/forms.ts';
import { dayAndHowFar } from '../presenters-due.ts';
import { noteWayWords } from '../presenters-words.ts';
import { factsShown, fieldsShown } from '../registers/presenters-fields.ts';
import type { Choice, Field, TypedValues } from '../registers/specification/field.ts';
import type { IsWorkingDay } from '../rules/working-days.ts';
import { acknowledgement, outcomeDraft, progress } from './letters.ts';
import { complaintState, type ComplaintState, stepsOpen } from './rules/complaint.ts';
import { complaintFields, type ComplaintStep, fieldsOf, outcomes, stepWords } from './specification/steps.ts';
import type { Channel, Complaint, ComplaintEvent } from './store.ts';

export function tagOf(state: ComplaintState): { text: string; colour: string } {
  if (state.kind === 'closed') return { text: 'Closed', colour: 'grey' };
  if (state.kind === 'acknowledged') return { text: 'Acknowledged', colour: 'green' };
  return {
    overdue: { text: 'Overdue', colour: 'red' },
    'due soon': { text: 'Due soon', colour: 'orange' },
    'in time': { text: 'In time', colour: 'blue' },
  }[state.urgency];
}

export function outcomeText({ outcome, outcomeAt }: Complaint): string {
  const words = outcomes.find(({ value }) => value === outcome)?.text ?? 'Closed without an outcome';
  return outcomeAt ? `${words}, ${formatDateOf(outcomeAt)}` : words;
}

export function newPage(typed: TypedValues, errors: FieldError[] = []): Page {
  const title = 'Type in a complaint';
  return {
    view: 'data-rights/step',
    frame: { title, section: 'complaints', backLink: paths.complaints, errors },
    page: {
      ...{ title, caption: null, notice: null, guidance: [], button: 'Save the complaint' },
      ...{ action: paths.newOccComplaint, cancelHref: paths.complaints },
      lead: 'For what came by phone, letter, email or in person: it counts as much as one by the form.',
      fields: fieldsShown(complaintFields, typed, errors),
    },
  };
}

const channelWords: Readonly<Record<Channel, string>> = {
  ...{ web: 'by the form on the site', email: 'by email', phone: 'by phone', post: 'by letter' },
  'in-person': 'in person',
};

interface CaseView {
  complaint: Complaint;
  events: readonly ComplaintEvent[];
  notes: readonly ContactNote[];
  /** YYYY-MM-DD */
  today: string;
  isWorkingDay: IsWorkingDay;
  typed?: TypedNote;
  errors?: FieldError[];
}

export function complaintPage(view: CaseView): Page {
  const { complaint, today, isWorkingDay, errors = [] } = view;
  const { reference } = complaint;
  const state = complaintState(complaint, today, isWorkingDay);
  const title = 'Complaint';
  return {
    view: 'data-rights/case',
    frame: { title: `${title} ${reference}`, section: 'complaints', backLink: paths.complaints, errors },
    page: {
      ...{ title, caption: reference, notice: null, tag: tagOf(state) },
      lead:
        state.kind === 'waiting'
          ? `To be acknowledged by ${dayAndHowFar(state.by, today)}, unless the outcome is given by then. ${investigatedBy(complaint)}`
          : state.kind === 'acknowledged'
            ? `Acknowledged. The outcome is owed without delay. ${investigatedBy(complaint)}`
            : null,
      next: nextStep(complaint, state),
      tasksTitle: 'What has to be done',
      tasks: tasksOf(complaint, state, today),
      factsTitle: 'Who complains',
      facts: factsOf(complaint),
      written: { title: 'What was written', text: complaint.message || 'They wrote no more than that.' },
      ...{ entriesTitle: 'What was done, answered and noted', entriesEmpty: 'Nothing yet.' },
      entries: entriesOf(view),
      form: noteForm(view),
    },
  };
}

const investigatedBy = ({ investigator }: Complaint): string =>
  investigator === null ? 'Nobody investigates it yet.' : `${investigator} investigates it.`;

/** Enquiries start at once; then it is acknowledged; then there is an outcome (L15). */
function nextStep(complaint: Complaint, state: ComplaintState): { text: string; href: string } | null {
  const open = stepsOpen(complaint);
  const order: ComplaintStep[] =
    complaint.investigatorId === null ? ['assigned'] : ['acknowledged', 'outcome'];
  const step = order.find((one) => open.includes(one));
  if (step === undefined || state.kind === 'closed') return null;
  const { title } = stepWords[step];
  const text = `Next: ${title.charAt(0).toLowerCase()}${title.slice(1)}`;
  return { text, href: paths.complaintStep(complaint.reference, step) };
}

function tasksOf(complaint: Complaint, state: ComplaintState, today: string): object[] {
  const { investigator, reference } = complaint;
  const hints: Readonly<Record<ComplaintStep, string>> = {
    assigned: investigator === null ? 'Nobody yet' : `${investigator}. Give it to somebody else`,
    acknowledged: state.kind === 'waiting' ? `By ${dayAndHowFar(state.by, today)}` : '',
    informed: 'As often as it takes',
    outcome: 'Without delay',
  };
  const tagOfStep = (step: ComplaintStep): { text: string; colour: string } => {
    if (step === 'assigned' && investigator !== null) return { text: 'Done', colour: 'green' };
    if (step === 'informed') return { text: 'If needed', colour: 'grey' };
    return step === 'acknowledged' ? tagOf(state) : { text: 'To do', colour: 'yellow' };
  };
  const open = stepsOpen(complaint);
  const tasks: object[] = open.map((step) => ({
    ...{ title: stepWords[step].title, href: paths.complaintStep(reference, step), hint: hints[step] },
    tag: tagOfStep(step),
  }));
  const later = { title: stepWords.outcome.title, href: null, hint: 'When somebody investigates it' };
  return open.length === 0 || open.includes('outcome')
    ? tasks
    : [...tasks, { ...later, tag: { text: 'Not yet', colour: 'grey' } }];
}

function factsOf({ sender, receivedAt, channel, recordedBy, userId, wanted, ...rest }: Complaint): object[] {
  // Of what was typed in only the day is known.
  const when = recordedBy === null ? formatDateTime(receivedAt) : formatDateOf(receivedAt);
  const came = `${when}, ${channelWords[channel]}`;
  const facts: [string, string | null][] = [
    ['Received', recordedBy === null ? came : `${came}, typed in by ${recordedBy}`],
    [
      'Outcome',
      rest.outcome && outcomeText({ ...rest, sender, receivedAt, channel, recordedBy, userId, wanted }),
    ],
    ['Name', sender.name],
    ['Email address', sender.email],
    ['Phone number', sender.phone],
    ['Postal address', sender.address?.replaceAll('\n', ', ') ?? null],
    ['What would put it right', wanted],
  ];
  const rows = facts.flatMap(([key, value]) => (value === null ? [] : [{ key, value }]));
  const account =
    userId === null
      ? { key: 'Account', value: 'Was not signed in: nobody has checked who this is' }
      : { key: 'Account', value: `Account ${userId}`, href: paths.user(userId), linkText: 'See it' };
  return [...rows, account];
}

/** Steps and notes in the order in which they were made. */
function entriesOf({ events, notes, complaint }: CaseView): object[] {
  const steps = events.map(({ kind, happenedAt, recordedBy, facts, letter }) => ({
    at: happenedAt,
    heading: stepWords[kind].done,
    by: `${recordedBy}, ${formatDateTime(happenedAt)}`,
    facts: factsShown(
      fieldsOf(kind, [{ value: String(complaint.investigatorId), text: complaint.investigator ?? '' }]),
      facts,
    ).filter(({ key }) => kind !== 'assigned' || key !== ''),
    letter,
  }));
  const noted = notes.map(({ writtenAt, writtenBy, way, note }) => ({
    ...{ at: writtenAt, heading: noteWayWords[way], by: `${writtenBy}, ${formatDateTime(writtenAt)}` },
    ...{ facts: [], letter: note },
  }));
  return [...steps, ...noted].sort((one, other) => one.at.getTime() - other.at.getTime());
}

function noteForm({ complaint, typed, errors = [] }: CaseView): object {
  return {
    action: paths.complaintAnswers(complaint.reference),
    hint: 'Calls, letters, what you found out. It is the complainant’s to see if they ask. To close the complaint, give the outcome.',
    note: typed?.note ?? '',
    ways: noteWays.map((value) => ({ value, text: noteWayWords[value], checked: typed?.way === value })),
    errorOf: Object.fromEntries(errors.map(({ field, message }) => [field, message])),
  };
}

/** What the form of a step holds before anything is typed. */
export function draftOf(
  { reference, sender, receivedAt, investigatorId }: Complaint,
  step: ComplaintStep,
): TypedValues {
  const facts = { reference, name: sender.name, received: formatDateOf(receivedAt) };
  const way = sender.email === null ? '' : 'email';
  switch (step) {
    case 'assigned':
      return { investigator: investigatorId === null ? '' : String(investigatorId) };
    case 'acknowledged':
      return { letter: acknowledgement(facts), way };
    case 'informed':
      return { letter: progress(facts), way };
    case 'outcome':
      return { letter: outcomeDraft(facts), way };
  }
}

export interface StepView {
  complaint: Complaint;
  step: ComplaintStep;
  people: readonly Choice[];
  typed: TypedValues;
  errors?: FieldError[];
}

export function stepPage({ complaint, step, people, typed, errors = [] }: StepView): Page {
  const { reference } = complaint;
  const { title, guidance } = stepWords[step];
  return {
    view: 'data-rights/step',
    frame: {
      title: `${title}: ${reference}`,
      section: 'complaints',
      backLink: paths.complaint(reference),
      errors,
    },
    page: {
      ...{ title, caption: reference, notice: null, lead: guidance, guidance: [], button: 'Save' },
      ...{ action: paths.complaintStep(reference, step), cancelHref: paths.complaint(reference) },
      fields: fieldsShown(
        fieldsOf(step, people).map((field) => waysOnly(field, complaint)),
        typed,
        errors,
      ),
    },
  };
}

/** A letter leaves only by a way that they have given. */
function waysOnly(field: Field, { sender }: Complaint): Field {
  if (field.name !== 'way' || !('choices' in field) || sender.email !== null) return field;
  return { ...field, choices: field.choices.filter(({ value }) => value !== 'email') };
}
