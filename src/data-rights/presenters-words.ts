import type { AnswerWay, Details, NoteWay, Right } from './contact.ts';

/** What each right comes to, as somebody would ask for it (P59, P60, P66, P69, P73, P76 to P78). */
export const rightWords: readonly { value: Right; text: string; hint?: string }[] = [
  { value: 'access', text: 'See what you hold on me', hint: 'A copy of it, and what it is used for.' },
  { value: 'confirm', text: 'Know whether you hold anything on me at all' },
  { value: 'correct', text: 'Have something corrected or completed' },
  {
    value: 'restrict',
    text: 'Have the use of it limited',
    hint: 'It is kept, but not used, for instance while we check whether it is right.',
  },
  {
    value: 'object',
    text: 'Object to how it is used',
    hint: 'Say below to which use. Stopping a use can delay or end a part of the service: see above what each would cost you.',
  },
  { value: 'port', text: 'Take it with me', hint: 'In a form that other programs can read.' },
  {
    value: 'erase',
    text: 'Have it removed',
    hint: 'If you leave SP-Bench, what you have submitted for your authority can go as well.',
  },
  { value: 'explain', text: 'Have a decision explained that a computer made' },
  { value: 'unsure', text: 'I am not sure: read what I have written below' },
];

/** The same in the words of those who work on it. */
const rightNames: Readonly<Record<Right, string>> = {
  access: 'Access: a copy of what is held',
  confirm: 'Is anything held?',
  correct: 'Correction',
  restrict: 'Restriction of use',
  object: 'Objection',
  port: 'Portability',
  erase: 'Removal',
  explain: 'Explanation of a decision by a computer',
  unsure: 'Not said which right: see what was written',
};

export const rightName = (right: Right): string => rightNames[right];

export const answerWayWords: Readonly<Record<AnswerWay, string>> = {
  email: 'By email',
  phone: 'By phone',
  post: 'By post',
};

export const noteWayWords: Readonly<Record<NoteWay, string>> = {
  email: 'Answered by email',
  phone: 'Answered by phone',
  post: 'Answered by post',
  'in-person': 'Answered in person',
  note: 'A note for ourselves',
};

/** What came in, in a word or two for a list. */
export function wordsOfDetails(details: Details): string {
  if (details.kind === 'enquiry') return details.topic === 'question' ? 'Question' : 'Suggestion';
  if (details.kind === 'problem') return 'Problem with the site';
  return details.kind === 'complaint' ? 'Complaint' : rightNames[details.right];
}

/** Whose work it is, to whoever reads it. */
export function whoseWords(
  assigneeId: number | null,
  readerId: number,
  name: string | null | undefined,
): string {
  return assigneeId === readerId ? 'You' : (name ?? 'Nobody yet');
}
