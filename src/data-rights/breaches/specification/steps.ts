import type { Field } from '../../registers/specification/field.ts';

/** What can be recorded of a breach after it was reported. Each is kept with its day, and none is ever changed. */
export const breachSteps = [
  ...(['more', 'risk', 'commissioner-told', 'people-told'] as const),
  ...(['people-not-told', 'authorities-told', 'closed', 'reopened'] as const),
];
export type BreachStep = (typeof breachSteps)[number];
export type BreachEventKind = 'reported' | BreachStep;

export interface StepWords {
  /** What the page asks to do, and what the log says was done. */
  title: string;
  done: string;
  /** The rule, for whoever decides. */
  guidance: readonly string[];
  fields: readonly Field[];
}

const happenedAt = (label: string): Field => ({ name: 'at', label, kind: 'moment' });

const size: readonly Field[] = [
  {
    ...{ name: 'people', label: 'Whose data it is', kind: 'line', isOptional: true },
    hint: 'Kinds of people, such as officers of two authorities. No names.',
  },
  { name: 'peopleCount', label: 'About how many people', kind: 'count', isOptional: true },
  {
    ...{ name: 'records', label: 'What kinds of data', kind: 'line', isOptional: true },
    hint: 'Such as work email addresses, or support services of an extract.',
  },
  { name: 'recordCount', label: 'About how many records', kind: 'count', isOptional: true },
];

/** What is reported first: L14 allows the rest to follow when it is known. */
export const reportFields: readonly Field[] = [
  {
    ...{ name: 'awareAt', label: 'When you became aware of it', kind: 'moment' },
    hint: 'When you were reasonably sure that something had happened, not when all was known.',
  },
  {
    ...{ name: 'what', label: 'What has happened', kind: 'text' },
    hint: 'In your own words, without names of the people concerned. What you do not know yet can follow.',
  },
  {
    ...{ name: 'kinds', label: 'What it did to the data', kind: 'some-of' },
    choices: [
      { value: 'confidentiality', text: 'Somebody saw or got it who should not have' },
      { value: 'integrity', text: 'It was changed by mistake or without right' },
      { value: 'availability', text: 'It was lost, destroyed, or out of reach' },
    ],
  },
  ...size,
  {
    ...{ name: 'submitted', label: 'Does it concern data that authorities have submitted?', kind: 'one-of' },
    choices: [
      { value: 'yes', text: 'Yes', hint: 'We handle it for them, so they must be told without delay.' },
      { value: 'no', text: 'No' },
      { value: 'unknown', text: 'Not known yet' },
    ],
  },
  { name: 'consequences', label: 'What it is likely to lead to', kind: 'text', isOptional: true },
  {
    name: 'measures',
    label: 'What has been done about it, and what will be',
    kind: 'text',
    isOptional: true,
  },
];

export const stepWords: Readonly<Record<BreachStep, StepWords>> = {
  more: {
    title: 'Add what is known now',
    done: 'More became known',
    guidance: [
      'What was not known at first may follow in parts. Add what has changed; what was said before stays on record.',
    ],
    fields: [
      { name: 'what', label: 'What is known now', kind: 'text' },
      ...size,
      {
        ...{ name: 'submitted', label: 'Does it concern data that authorities have submitted?' },
        ...{ kind: 'one-of', isOptional: true },
        choices: [
          { value: 'yes', text: 'Yes' },
          { value: 'no', text: 'No' },
        ],
      },
      { name: 'consequences', label: 'What it is likely to lead to', kind: 'text', isOptional: true },
      {
        name: 'measures',
        label: 'What has been done about it, and what will be',
        kind: 'text',
        isOptional: true,
      },
    ],
  },
  risk: {
    title: 'Decide on the risk to people',
    done: 'Risk decided',
    guidance: [
      'The Commissioner must be told unless a risk to people’s rights and freedoms is unlikely. Where the risk is high, the people must be told as well.',
      'Not to report is a decision too: its reasons are kept, and can be asked for. Decide again when more is known.',
    ],
    fields: [
      {
        ...{ name: 'risk', label: 'Risk to people', kind: 'one-of' },
        choices: [
          {
            value: 'unlikely',
            text: 'Unlikely',
            hint: 'The Commissioner is not told; the reasons are kept here.',
          },
          { value: 'likely', text: 'There is a risk', hint: 'The Commissioner is told within 72 hours.' },
          {
            value: 'high',
            text: 'The risk is high',
            hint: 'The Commissioner is told, and so are the people.',
          },
        ],
      },
      { name: 'reasons', label: 'Reasons', kind: 'text' },
    ],
  },
  'commissioner-told': {
    title: 'Record that the Commissioner was told',
    done: 'The Commissioner was told',
    guidance: [
      'Tell: what happened; kinds and approximate numbers of people and records; our data protection officer; likely consequences; measures. What is not known yet can follow in parts.',
    ],
    fields: [
      happenedAt('When the Commissioner was told'),
      { name: 'number', label: 'The Commissioner’s reference', kind: 'line', isOptional: true },
      { name: 'what', label: 'What was told, and what is still to follow', kind: 'text' },
      {
        ...{
          name: 'lateReasons',
          onlyIf: 'if it did',
          label: 'Why it took more than 72 hours',
          kind: 'text',
          isOptional: true,
        },
        hint: 'The Commissioner has to be told the reasons too.',
      },
    ],
  },
  'people-told': {
    title: 'Record that the people were told',
    done: 'The people concerned were told',
    guidance: [
      'In plain words and without delay: what happened, what it may lead to, what we do about it, what they can do themselves, and whom they can ask.',
    ],
    fields: [
      happenedAt('When they were told'),
      {
        ...{ name: 'what', label: 'How they were told, and what', kind: 'text' },
        hint: 'No names: say how many, and where the letter is kept.',
      },
    ],
  },
  'people-not-told': {
    title: 'Decide not to tell the people',
    done: 'Decided not to tell the people concerned',
    guidance: ['Where the risk is high, there are only these three reasons for not telling each person.'],
    fields: [
      {
        ...{ name: 'why', label: 'Reason in law', kind: 'one-of' },
        choices: [
          { value: 'unreadable', text: 'Nobody can read the data, since it is encrypted' },
          { value: 'averted', text: 'What was done since makes the high risk unlikely' },
          { value: 'public', text: 'It would be out of proportion: they are told in public instead' },
        ],
      },
      { name: 'reasons', label: 'What that rests on', kind: 'text' },
    ],
  },
  'authorities-told': {
    title: 'Record that the authorities were told',
    done: 'The authorities were told',
    guidance: [
      'Data that authorities submit is theirs, and we handle it for them: each one concerned is told without delay, so that it can keep its own 72 hours.',
    ],
    fields: [
      happenedAt('When they were told'),
      { name: 'who', label: 'Which authorities, and how', kind: 'text' },
    ],
  },
  closed: {
    title: 'Close it',
    done: 'Closed',
    guidance: ['Everything that must be done has been done or decided. It can be opened again.'],
    fields: [{ name: 'lessons', label: 'What we learn from it', kind: 'text' }],
  },
  reopened: {
    title: 'Open it again',
    done: 'Opened again',
    guidance: ['Say what has come up.'],
    fields: [{ name: 'reasons', label: 'Why', kind: 'text' }],
  },
};

export const fieldsOf = (kind: BreachEventKind): readonly Field[] =>
  kind === 'reported' ? reportFields : stepWords[kind].fields;
