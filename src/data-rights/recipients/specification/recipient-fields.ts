import type { Field } from '../../registers/specification/field.ts';
import type { KnownFrom, RecipientOutcome, ToldKind } from '../recipient.ts';

export const knownFromWords: Readonly<Record<KnownFrom, string>> = {
  directory: 'Opened the entry in the directory',
  disclosures: 'From the log of disclosures',
  'hidden-disclosures': 'From the log of disclosures; the person was not told of it',
  mail: 'Letters went there',
  staff: 'Added by hand',
};

export const outcomeWords: Readonly<Record<RecipientOutcome, { text: string; hint: string }>> = {
  told: { text: 'Told', hint: 'As said above.' },
  impossible: { text: 'Cannot be told', hint: 'For instance nobody can be reached. Say why below.' },
  disproportionate: {
    text: 'Telling would be out of all proportion',
    hint: 'Weigh the effort against what it would do for the person. Say why below.',
  },
};

/** What is said to recipients, and of them, by what they are told of. */
export const toldWords: Readonly<
  Record<ToldKind, { title: string; tell: string; addTitle: string; who: string; seen: string }>
> = {
  correction: {
    title: 'Who had the wrong detail',
    tell: 'Tell them what the right detail is, or, where they have no need of it, that the wrong one is not to be used.',
    addTitle: 'Add somebody who had the wrong detail',
    who: 'Who else had the wrong detail',
    seen: 'The person sees this among their data.',
  },
  restriction: {
    title: 'Who was given the data',
    tell: 'Tell them that the use of the person’s data is limited here, and ask them to keep it and not use it either until they hear from us.',
    addTitle: 'Add somebody who was given the data',
    who: 'Who else was given the data',
    seen: 'The person sees this among their data.',
  },
  removal: {
    title: 'Who was given the data, and is told that it is removed',
    tell: 'Tell them that the data which they got has been removed here for good, and ask them to delete it too. Name the disclosure and its day, not the person: they know from it whose data it was.',
    addTitle: 'Add somebody who was given the data',
    who: 'Who else was given the data',
    seen: 'It stays with the removal: write nothing that says whose data it was.',
  },
};

export const settleFields: readonly Field[] = [
  {
    ...{ name: 'outcome', label: 'What was done', kind: 'one-of' },
    choices: Object.entries(outcomeWords).map(([value, words]) => ({ value, ...words })),
  },
  { name: 'settledOn', label: 'When they were told, or this was decided', kind: 'day' },
  {
    ...{ name: 'reason', label: 'Why not', kind: 'text', isOptional: true },
    onlyIf: 'if they were not told',
  },
];

export const recipientFields = (kind: ToldKind): readonly Field[] => [
  {
    ...{ name: 'recipient', label: toldWords[kind].who, kind: 'line' },
    hint: `An organisation, and what they had it for. ${toldWords[kind].seen}`,
  },
];
