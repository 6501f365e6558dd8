import type { Field } from '../../registers/specification/field.ts';
import type { ObjectionDecision, ObjectionState } from '../objection.ts';
import type { Use } from './uses.ts';

export const stateTags: Readonly<Record<ObjectionState, { text: string; colour: string }>> = {
  'at-once': { text: 'Stopped at once', colour: 'green' },
  checking: { text: 'Being checked', colour: 'yellow' },
  upheld: { text: 'Upheld: the use has stopped', colour: 'green' },
  overridden: { text: 'Overridden', colour: 'red' },
  withdrawn: { text: 'Taken back', colour: 'grey' },
};

/** @param forPerson the hints are what each would cost them; else what it means for whoever records it */
export function objectionFields(uses: readonly Use[], forPerson: boolean): readonly Field[] {
  return [
    {
      ...{ name: 'purpose', label: 'Which use?', kind: 'one-of' },
      choices: uses.map(({ id, name, cost, effect }) => ({
        ...{ value: id, text: name },
        hint: effect === 'checked' ? `${cost} The use stops while we check.` : cost,
      })),
    },
    {
      ...{ name: 'reasons', kind: 'text', isOptional: true },
      label: forPerson ? 'Your reasons' : 'Their reasons',
      hint: 'None are needed against mailings. For other uses they are weighed against ours.',
    },
  ];
}

const decisionWords: Readonly<Record<ObjectionDecision, { text: string; hint: string }>> = {
  upheld: {
    text: 'Upheld: the use stays stopped',
    hint: 'Unless our grounds are compelling, this is the answer. It is for us to show them.',
  },
  overridden: {
    text: 'Overridden: the use goes on',
    hint: 'Only on compelling grounds that weigh more than their interests and rights, for a legal claim, or where the law obliges us. The letter says which.',
  },
  withdrawn: { text: 'Taken back by the person', hint: 'They said so themselves.' },
};

export const decisionFields: readonly Field[] = [
  {
    ...{ name: 'decision', label: 'Decision', kind: 'one-of' },
    choices: Object.entries(decisionWords).map(([value, words]) => ({ value, ...words })),
  },
  {
    ...{ name: 'decisionReasons', label: 'Reasons, as the letter is to say them', kind: 'text' },
    hint: 'Our compelling grounds, and how they were weighed against theirs; or why they are right.',
  },
];
