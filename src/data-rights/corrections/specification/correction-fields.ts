import { correctable, fieldWords, statementFields } from '../../../accounts/index.ts';
import type { Field } from '../../registers/specification/field.ts';
import type { SettledWay } from '../correction.ts';

export const correctionFields: readonly Field[] = [
  {
    ...{ name: 'field', label: 'Which detail', kind: 'one-of' },
    choices: correctable.map((value) => ({
      ...{ value, text: fieldWords[value] },
      ...(value === 'authority' && {
        hint: 'Waits until a second person here has looked at it. They are then signed out everywhere, and see what is the other authority’s.',
      }),
      ...(value === 'email' && {
        hint: 'Waits until the old address confirms it, by a letter that goes there now. Where nobody reads that address any more, a second person here looks at it instead.',
      }),
    })),
  },
  {
    ...{ name: 'after', label: 'The right detail', kind: 'text', isOptional: true },
    onlyIf: 'leave it empty to take a telephone number or postal address away',
    hint: 'Of an authority its code, such as 00AJ.',
  },
  {
    ...{ name: 'evidence', label: 'How we know', kind: 'text' },
    hint: 'Who said so, or what you have seen. Note it; keep no copy of a document.',
  },
  { name: 'correctedOn', label: 'Date of the correction', kind: 'day' },
  {
    ...{
      name: 'mistake',
      label: 'Is the mistake itself something that must stay on record?',
      kind: 'one-of',
    },
    hint: 'As a rule no. Yes where something was done because of it, so that what was done can be understood later.',
    choices: [
      { value: 'no', text: 'No: what was wrong says nothing any more' },
      { value: 'yes', text: 'Yes: say below what was done because of it' },
    ],
  },
  {
    ...{ name: 'mistakeNote', label: 'What was done because of it', kind: 'text', isOptional: true },
    onlyIf: 'if yes',
  },
];

export const verdictFields: readonly Field[] = [
  {
    ...{ name: 'verdict', label: 'Is it right?', kind: 'one-of' },
    choices: [
      {
        value: 'right',
        text: 'Yes: I have made sure',
        hint: 'It takes effect at once, and the person is told.',
      },
      { value: 'wrong', text: 'No: nothing is to change', hint: 'The record of it stays, as not made.' },
    ],
  },
];

export const settledWords: Readonly<Record<SettledWay, string>> = {
  alone: 'By whoever recorded it',
  'old-address': 'By whoever reads the old address',
  'second-person': 'By a second person',
  before: 'By whoever recorded it, before a second was needed',
};

export const disagreementFields: readonly Field[] = [
  {
    ...{ name: 'field', label: 'Which detail', kind: 'one-of' },
    choices: statementFields.map((value) => ({ value, text: fieldWords[value] })),
  },
  {
    ...{ name: 'statement', label: 'What is not right about it', kind: 'text' },
    hint: 'In the person’s own words, 2,000 characters at most. It is shown wherever the detail is shown.',
  },
];

export const LONGEST_STATEMENT = 2000;
