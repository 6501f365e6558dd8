import type { Field } from '../../registers/specification/field.ts';

export const targetKinds = ['person', 'authority', 'case'] as const;
export type TargetKind = (typeof targetKinds)[number];

/** What is asked of whoever places a hold. */
export const holdFields: readonly Field[] = [
  {
    ...{ name: 'kind', label: 'What it is on', kind: 'one-of' },
    choices: [
      { value: 'person', text: 'A person', hint: 'Everything that is recorded under their account.' },
      {
        ...{ value: 'authority', text: 'An authority' },
        hint: 'Its files, and everything recorded under its people’s accounts.',
      },
      {
        ...{ value: 'case', text: 'One case' },
        hint: 'A complaint, request, breach, enquiry or disclosure. Use it also for somebody without an account.',
      },
    ],
  },
  {
    ...{ name: 'target', label: 'Which', kind: 'line' },
    hint: 'The email address of the account, the code of the authority, or the reference of the case.',
  },
  {
    ...{ name: 'reason', label: 'Why it must be kept', kind: 'text' },
    hint: 'Such as a claim that was announced. No more about people than is needed.',
  },
  {
    ...{ name: 'reviewOn', label: 'To be looked at again', kind: 'day', mayBeAhead: true },
    hint: 'A year ahead at most.',
  },
];

/** What is asked of whoever ends one. */
export const endFields: readonly Field[] = [
  { name: 'reason', label: 'Why it is no longer needed', kind: 'text' },
];
