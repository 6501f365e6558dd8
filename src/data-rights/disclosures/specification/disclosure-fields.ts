import type { Choice, Field } from '../../registers/specification/field.ts';

/** Supporting People data: a demand for it is on record, as refused (P101); it is never disclosed (P25). */
export const SUBMITTED = 'submitted';

/** Kinds of data that somebody can ask us for. All but the last may be disclosed. */
export const dataKinds = [
  { value: 'name', text: 'Name' },
  { value: 'contact-details', text: 'Contact details' },
  { value: 'account', text: 'Account: authority, role, since when' },
  { value: 'activity', text: 'What the person did in SP-Bench' },
  { value: 'correspondence', text: 'What the person wrote to us, and our answers' },
  {
    ...{ value: SUBMITTED, text: 'Supporting People data, which authorities submit' },
    hint: 'Never disclosed to anybody, whatever the ground: only that we refused can be recorded.',
  },
] as const satisfies readonly Choice[];

/** Grounds on which personal data may leave us without the person's consent, and consent itself (P96 to P99). */
export const grounds = [
  { value: 'consent', text: 'The person has consented' },
  { value: 'court-order', text: 'A court’s order', hint: 'A duty in law.' },
  { value: 'statute', text: 'Another duty in law', hint: 'Name the Act and section in the purpose.' },
  { value: 'child', text: 'Safety of a child', hint: 'Only where the risk is serious.' },
  { value: 'adult-at-risk', text: 'Safety of an adult at risk', hint: 'Only where the risk is serious.' },
  { value: 'mental-health', text: 'Mental health law', hint: 'A duty in law.' },
  { value: 'crime', text: 'Preventing or detecting crime or fraud', hint: 'Only where the risk is serious.' },
  { value: 'tax', text: 'Assessing or collecting tax', hint: 'A duty in law.' },
  { value: 'danger', text: 'Danger to the public or to staff', hint: 'Only where the risk is serious.' },
  { value: 'vital-interests', text: 'Somebody’s life', hint: 'Only where the risk is serious.' },
  { value: 'legal-claims', text: 'Bringing or defending a legal claim' },
  { value: 'none', text: 'None: we refused' },
] as const satisfies readonly Choice[];
export type Ground = (typeof grounds)[number]['value'];

/** Grounds that override somebody's confidence: only a serious risk, which is written down, carries them (P99). */
export const overriding: readonly Ground[] = ['child', 'adult-at-risk', 'crime', 'danger', 'vital-interests'];

export const tellingFields: readonly Field[] = [
  {
    ...{ name: 'telling', label: 'Has the person been told?', kind: 'one-of' },
    choices: [
      { value: 'told', text: 'Yes', hint: 'They then see it on their own page as well.' },
      {
        value: 'not-told',
        text: 'No: it would not be safe',
        hint: 'It stays hidden from them until that is reviewed.',
      },
    ],
  },
  { name: 'toldOn', onlyIf: 'if told', label: 'When they were told', kind: 'day', isOptional: true },
  {
    name: 'tellingReasons',
    onlyIf: 'if not told',
    label: 'Why it would not be safe to tell them',
    kind: 'text',
    isOptional: true,
  },
  {
    ...{
      name: 'reviewOn',
      onlyIf: 'if not told',
      label: 'When that is looked at again',
      kind: 'day',
      isOptional: true,
    },
    mayBeAhead: true,
  },
];

export const disclosureFields: readonly Field[] = [
  {
    ...{
      name: 'account',
      onlyIf: 'if they have an account',
      label: 'Whose data',
      kind: 'line',
      isOptional: true,
    },
    hint: 'The email address of the person’s account.',
  },
  {
    name: 'aboutWhom',
    onlyIf: 'if not',
    label: 'Or who it is',
    kind: 'line',
    isOptional: true,
    hint: 'Of Supporting People data: the authority.',
  },
  {
    ...{ name: 'decision', label: 'What we decided', kind: 'one-of' },
    choices: [
      { value: 'disclosed', text: 'We disclosed it' },
      { value: 'refused', text: 'We refused' },
    ],
  },
  { name: 'dataKinds', label: 'Which data', kind: 'some-of', choices: dataKinds },
  { name: 'recipient', label: 'Who asked for it or got it', kind: 'line' },
  {
    name: 'purpose',
    label: 'What for',
    kind: 'text',
    hint: 'And for a duty in law: which Act, section or order.',
  },
  { name: 'ground', label: 'Ground', kind: 'one-of', choices: grounds },
  {
    ...{ name: 'consent', label: 'The person’s consent', kind: 'one-of' },
    hint: 'Try to talk to the person first.',
    choices: [
      { value: 'given', text: 'Asked for, and given' },
      { value: 'refused', text: 'Asked for, and refused' },
      { value: 'not-sought', text: 'Not asked for' },
    ],
  },
  {
    ...{
      name: 'consentReasons',
      onlyIf: 'without consent',
      label: 'Why it was not asked for, or does not decide',
    },
    ...{ kind: 'text', isOptional: true },
  },
  {
    ...{
      name: 'riskReasons',
      onlyIf: 'for a ground that wants a serious risk',
      label: 'What makes the risk serious',
      kind: 'text',
      isOptional: true,
    },
  },
  {
    ...{ name: 'agreement', label: 'Agreement and assessment that cover it', kind: 'line', isOptional: true },
    hint: 'Where data is shared regularly: their numbers in the registers.',
  },
  { name: 'decidedAt', label: 'When it was disclosed or refused', kind: 'moment' },
  ...tellingFields,
];
