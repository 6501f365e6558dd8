import type { Field } from '../../registers/specification/field.ts';
import type { RestrictionGround, TellingWay } from '../restriction.ts';

/** In the words of those who decide: each ground with what it asks for (P73). */
export const groundWords: Readonly<Record<RestrictionGround, { text: string; hint: string }>> = {
  'accuracy-contested': {
    text: 'They say that something is wrong, and we are checking it',
    hint: 'For as long as the check takes. It is good practice to begin with the request, not with its answer.',
  },
  unlawful: {
    text: 'We have no right to use it, and they want it limited rather than erased',
    hint: 'Until they ask for it to be erased, or agree to its use.',
  },
  'legal-claims': {
    text: 'We need it no longer, but they do, for a legal claim',
    hint: 'It is not removed while this lasts: we keep the least that the claim needs.',
  },
  'objection-checked': {
    text: 'They object to a use, and we are checking whose reasons weigh more',
    hint: 'Until the decision. The use that they object to stops in any case.',
  },
};

export const tellingWayWords: Readonly<Record<TellingWay, string>> = {
  email: 'By e-mail, sent from here now',
  phone: 'By phone',
  post: 'By letter',
  'in-person': 'In person',
};

const choicesOf = <Value extends string>(words: Readonly<Record<Value, { text: string; hint?: string }>>) =>
  Object.entries<{ text: string; hint?: string }>(words).map(([value, said]) => ({ value, ...said }));

export const startFields: readonly Field[] = [
  { name: 'ground', label: 'Why it is limited', kind: 'one-of', choices: choicesOf(groundWords) },
  {
    ...{ name: 'note', label: 'What it is about', kind: 'text', isOptional: true },
    hint: 'For colleagues. The person sees it among their data.',
  },
];

export const tellFields: readonly Field[] = [
  {
    ...{ name: 'toldWay', label: 'How they are told', kind: 'one-of' },
    choices: Object.entries(tellingWayWords).map(([value, text]) => ({ value, text })),
  },
  { name: 'toldOn', label: 'When they were told', kind: 'day' },
];

export const liftFields: readonly Field[] = [
  {
    ...{ name: 'endReason', label: 'Why it is lifted', kind: 'text' },
    hint: 'For instance what the check has shown. The person sees it among their data.',
  },
];

/** What stays possible, for whoever decides and for the person (P74). */
export const remaining = [
  'Stored, and shown to the person: their account, everything held on them, their requests and letters.',
  'Used with the person’s consent, for a legal claim, to protect somebody else’s rights, or for an important public interest: each by hand and on record.',
  'Everything else stops at once: the directory, mailings, letters but those about this case and the safety of the account, uploads and reports by them, and their name in lists of their authority.',
] as const;
