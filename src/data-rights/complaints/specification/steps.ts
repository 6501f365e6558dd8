import type { Choice, Field } from '../../registers/specification/field.ts';

export const complaintSteps = ['assigned', 'acknowledged', 'informed', 'outcome'] as const;
export type ComplaintStep = (typeof complaintSteps)[number];

export const outcomes = [
  { value: 'upheld', text: 'Upheld: they are right' },
  { value: 'partly-upheld', text: 'Partly upheld' },
  { value: 'not-upheld', text: 'Not upheld' },
  { value: 'withdrawn', text: 'They withdrew it' },
] as const satisfies readonly Choice[];
export type Outcome = (typeof outcomes)[number]['value'];

export interface StepWords {
  title: string;
  done: string;
  /** The rule, for whoever decides. */
  guidance: string;
}

export const stepWords: Readonly<Record<ComplaintStep, StepWords>> = {
  assigned: {
    title: 'Say who investigates',
    done: 'Given to somebody to investigate',
    guidance:
      'Enquiries start at once. Whoever the complaint is about does not investigate it; a complaint about data protection is the data protection officer’s.',
  },
  acknowledged: {
    title: 'Acknowledge it',
    done: 'Acknowledged',
    guidance:
      'By the 30th day after it arrived, the day after the arrival being the first; where that is no working day, by the next one. If you can give the outcome by then, that is enough.',
  },
  informed: {
    title: 'Tell them how it goes',
    done: 'Told how it goes',
    guidance: 'Keep them informed while it takes time: what was done, what is still to do, until when.',
  },
  outcome: {
    title: 'Give the outcome',
    done: 'Outcome given',
    guidance:
      'Without delay, and with reasons for each point that they raised. How to go to the Information Commissioner and to court is added to what you write.',
  },
};

const way: Field = {
  ...{ name: 'way', label: 'How it goes to them', kind: 'one-of' },
  choices: [
    { value: 'email', text: 'By email', hint: 'It is sent when you save.' },
    { value: 'phone', text: 'By phone', hint: 'Say it to them first.' },
    { value: 'post', text: 'By post', hint: 'Print it from the complaint’s page once it is saved.' },
    { value: 'in-person', text: 'In person' },
  ],
};

const letter: Field = {
  ...{ name: 'letter', label: 'What we write', kind: 'text', isLong: true },
  hint: 'Change it as you need. It is kept as it is sent. Leave an empty line between paragraphs.',
};

/** @param people who may investigate, by number and name */
export function fieldsOf(step: ComplaintStep, people: readonly Choice[] = []): readonly Field[] {
  switch (step) {
    case 'assigned':
      return [{ name: 'investigator', label: 'Who investigates', kind: 'one-of', choices: people }];
    case 'acknowledged':
    case 'informed':
      return [letter, way];
    case 'outcome':
      return [{ name: 'outcome', label: 'Outcome', kind: 'one-of', choices: outcomes }, letter, way];
  }
}

/** A complaint that reached us otherwise than by the form on the site (P110). */
export const complaintFields: readonly Field[] = [
  {
    ...{ name: 'channel', label: 'How it came', kind: 'one-of' },
    choices: [
      { value: 'phone', text: 'By phone' },
      { value: 'post', text: 'By letter' },
      { value: 'email', text: 'By email' },
      { value: 'in-person', text: 'In person' },
    ],
  },
  {
    ...{ name: 'receivedOn', label: 'Day on which it came', kind: 'day' },
    hint: 'The day it arrived, working day or not: the 30 days run from it.',
  },
  { name: 'name', label: 'Name', kind: 'line' },
  { name: 'email', label: 'Email address', kind: 'line', isOptional: true },
  { name: 'phone', label: 'Phone number', kind: 'line', isOptional: true },
  { name: 'address', label: 'Postal address', kind: 'text', isOptional: true },
  { name: 'message', label: 'What it is about', kind: 'text', hint: 'In their words, as far as you can.' },
  { name: 'wanted', label: 'What would put it right', kind: 'text', isOptional: true },
];
