import type { Field } from './field.ts';

export const registerKinds = ['agreements', 'assessments', 'transfers', 'training', 'paper'] as const;
export type RegisterKind = (typeof registerKinds)[number];

/** A register that is told as data: each entry has these fields, keeps every version, and is looked at again on a day. */
export interface Register {
  title: string;
  /** What it is for and what the rule is. */
  lead: string;
  /** With its article. */
  one: string;
  empty: string;
  fields: readonly Field[];
  /** The field that names an entry in the list; null where it is about a person, whose name does. */
  nameField: string | null;
  /** The field shown beside it. */
  besideField: string;
}

/** In every register: when an entry has to be looked at again. */
const reviewOn = (label: string): Field => ({ name: 'reviewOn', label, kind: 'day', mayBeAhead: true });

/** What an agreement with a processor has to say (UK GDPR article 28(3)). */
const processorTerms = [
  { value: 'instructions', text: 'Acts on written instructions alone' },
  { value: 'confidence', text: 'Its people are bound to confidence' },
  { value: 'security', text: 'Keeps the data safe' },
  { value: 'others', text: 'Takes nobody else in without being allowed to' },
  { value: 'rights', text: 'Helps to answer people who use their rights' },
  { value: 'breaches', text: 'Tells of breaches without delay' },
  { value: 'end', text: 'Deletes or gives back everything at the end' },
  { value: 'audits', text: 'Lets itself be inspected' },
];

export const registers: Readonly<Record<RegisterKind, Register>> = {
  agreements: {
    title: 'Agreements',
    lead: 'With everybody who handles personal data for us, and with every authority whose data we handle: there is always an agreement, and it is checked before anything is shared.',
    ...{ one: 'an agreement', empty: 'No agreement is entered.', nameField: 'party', besideField: 'role' },
    fields: [
      { name: 'party', label: 'With whom', kind: 'line' },
      {
        ...{ name: 'role', label: 'What they are', kind: 'one-of' },
        choices: [
          { value: 'authority', text: 'An authority, for which we handle data' },
          { value: 'processor', text: 'Somebody who handles data for us' },
          { value: 'partner', text: 'A partner with whom data is shared' },
          { value: 'protocol', text: 'An overarching protocol on sharing data' },
        ],
      },
      { name: 'covers', label: 'What it covers', kind: 'text' },
      {
        ...{ name: 'checks', label: 'Checks made before sharing', kind: 'text' },
        hint: 'Security, people, place, what happens at the end.',
      },
      {
        ...{ name: 'terms', label: 'What it binds them to', kind: 'some-of', isOptional: true },
        hint: 'What the law wants in an agreement with anybody who handles data for somebody else.',
        choices: processorTerms,
      },
      { name: 'signedOn', label: 'Signed', kind: 'day' },
      { name: 'endsOn', label: 'Ends', kind: 'day', isOptional: true, mayBeAhead: true },
      { name: 'place', label: 'Where the document is kept', kind: 'line' },
      reviewOn('To be looked at again'),
    ],
  },
  assessments: {
    title: 'Impact assessments',
    lead: 'Before data is shared, or used in a way that may be risky for people, the risks are assessed. Where a high risk remains, the Commissioner is asked first.',
    ...{ one: 'an assessment', empty: 'No assessment is entered.', nameField: 'use', besideField: 'outcome' },
    fields: [
      { name: 'use', label: 'Which use or sharing of data', kind: 'line' },
      {
        ...{ name: 'kind', label: 'What kind of assessment', kind: 'one-of', isOptional: true },
        choices: [
          { value: 'impact', text: 'Impact assessment (article 35)' },
          { value: 'screening', text: 'Screening: whether an impact assessment is needed' },
          { value: 'interests', text: 'Legitimate interests weighed against those of the people' },
          { value: 'transfer', text: 'Risk of a transfer abroad' },
        ],
      },
      { name: 'need', label: 'Why it is needed, and why no less would do', kind: 'text' },
      { name: 'risks', label: 'Risks to people', kind: 'text' },
      { name: 'measures', label: 'What is done against them', kind: 'text' },
      { name: 'advice', label: 'What the data protection officer advised', kind: 'text' },
      {
        ...{ name: 'outcome', label: 'Outcome', kind: 'one-of' },
        choices: [
          { value: 'go', text: 'May go ahead' },
          { value: 'conditions', text: 'May go ahead with the measures' },
          { value: 'ask', text: 'A high risk remains: ask the Commissioner first' },
          { value: 'stop', text: 'Must not go ahead' },
        ],
      },
      { name: 'decidedOn', label: 'Decided', kind: 'day' },
      reviewOn('To be looked at again'),
    ],
  },
  transfers: {
    title: 'Transfers abroad',
    lead: 'SP-Bench is hosted in the United Kingdom, and personal data is not transferred abroad without consent. A transfer that is planned or made for all that is entered here, with its safeguard.',
    ...{
      one: 'a transfer',
      empty: 'Nothing is transferred abroad.',
      nameField: 'recipient',
      besideField: 'country',
    },
    fields: [
      { name: 'recipient', label: 'To whom', kind: 'line' },
      { name: 'country', label: 'To which country', kind: 'line' },
      {
        name: 'data',
        label: 'Which data, and whose',
        kind: 'text',
        hint: 'No names. Never data that authorities submit.',
      },
      {
        ...{ name: 'safeguard', label: 'Safeguard', kind: 'one-of' },
        choices: [
          { value: 'consent', text: 'The people concerned have consented' },
          { value: 'adequacy', text: 'UK rules say that the country protects data well enough' },
          { value: 'agreement', text: 'The UK’s transfer agreement, with a risk assessment' },
          { value: 'refused', text: 'None: it was not made' },
        ],
      },
      { name: 'decidedOn', label: 'Decided', kind: 'day' },
      reviewOn('To be looked at again'),
    ],
  },
  training: {
    title: 'Training',
    lead: 'Everybody at Oxford Computer Consultants who works with SP-Bench is trained in data protection before they begin and every year: what may be done with data, and how and when to report when something goes wrong.',
    ...{ one: 'a training', empty: 'No training is entered.', nameField: null, besideField: 'what' },
    fields: [
      {
        ...{ name: 'account', label: 'Who', kind: 'line' },
        hint: 'The email address of their account. Nobody enters their own training.',
      },
      {
        ...{ name: 'what', label: 'In what', kind: 'one-of' },
        choices: [
          { value: 'data-protection', text: 'Data protection, and how and when to report' },
          { value: 'security', text: 'Security of information' },
          { value: 'rights', text: 'Answering requests and complaints' },
        ],
      },
      { name: 'doneOn', label: 'Trained', kind: 'day' },
      {
        name: 'how',
        label: 'How',
        kind: 'line',
        hint: 'Such as a course, or a talk with the data protection officer.',
      },
      reviewOn('To be repeated by'),
    ],
  },
  paper: {
    title: 'Paper files',
    lead: 'What is held on people on paper, where, and who looks after it. A request for access covers it as well: each place stands in the list of where to look.',
    ...{
      one: 'a paper file',
      empty: 'No paper files are entered.',
      nameField: 'what',
      besideField: 'keeper',
    },
    fields: [
      { name: 'what', label: 'What it is', kind: 'line', hint: 'No names of people.' },
      {
        ...{ name: 'people', label: 'About which people', kind: 'text' },
        hint: 'A kind of people, such as officers who wrote to us; no names.',
      },
      {
        name: 'order',
        label: 'How somebody is found in it',
        kind: 'line',
        hint: 'Such as by name or by date.',
      },
      { name: 'place', label: 'Where it is kept', kind: 'line' },
      {
        ...{ name: 'keeper', label: 'Who looks after it', kind: 'line' },
        hint: 'A post or a team rather than a person.',
      },
      { name: 'kept', label: 'How long it is kept', kind: 'line' },
      reviewOn('To be looked at again'),
    ],
  },
};

export function registerKindOf(value: unknown): RegisterKind | null {
  return registerKinds.find((kind) => kind === value) ?? null;
}
