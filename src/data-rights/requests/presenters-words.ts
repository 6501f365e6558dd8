import type { FieldError } from '../../web/render.ts';
import type { Askable, EventKind, Outcome, RefusalGround, ReviewOutcome } from './request-case.ts';
import type { Standing } from './rules/case-facts.ts';
import type { CaseFault } from './rules/may.ts';
import type { TaskName, TaskState } from './rules/tasks.ts';

export interface Tag {
  text: string;
  colour: string;
}

export const standingTags: Readonly<Record<Standing, Tag>> = {
  overdue: { text: 'Overdue', colour: 'red' },
  'due soon': { text: 'Due soon', colour: 'orange' },
  'past target': { text: 'Past our aim', colour: 'yellow' },
  'in time': { text: 'In time', colour: 'green' },
  waiting: { text: 'Waiting for them', colour: 'purple' },
  paused: { text: 'Paused', colour: 'purple' },
  answered: { text: 'Answered, to close', colour: 'teal' },
  closed: { text: 'Closed', colour: 'grey' },
};

export const taskTags: Readonly<Record<TaskState, Tag>> = {
  'to do': { text: 'To do', colour: 'yellow' },
  waiting: { text: 'Waiting', colour: 'purple' },
  done: { text: 'Done', colour: 'green' },
  'if needed': { text: 'If needed', colour: 'grey' },
  'not yet': { text: 'Not yet', colour: 'grey' },
  'not open': { text: 'Not possible', colour: 'grey' },
};

export const taskTitles: Readonly<Record<TaskName, { title: string; hint: string }>> = {
  person: { title: 'Whose data it is', hint: 'Link it to a person, or say that nothing is held' },
  identity: { title: 'Check who they are', hint: 'Nothing is answered before that' },
  authority: { title: 'Check that they may act for somebody else', hint: 'They wrote for another person' },
  clarification: { title: 'Ask what to look for', hint: 'Stops the clock until they answer' },
  fee: { title: 'Ask for a fee', hint: 'Hardly ever: a request is free' },
  extension: { title: 'Take longer', hint: 'Up to two months more, told within the first' },
  refusal: { title: 'Say no, or not to all of it', hint: 'With reasons and the ways to complain' },
  export: {
    title: 'The copy of their data',
    hint: 'Gathered, looked through, approved by somebody else, delivered',
  },
  review: { title: 'Look at the decision yourself', hint: 'A person, not a program, before it is explained' },
  letters: { title: 'Letters', hint: 'Written, kept and sent here' },
  answer: { title: 'Record the answer', hint: 'The clock ends with it' },
  closing: { title: 'Close the case', hint: 'Once everything is done' },
};

/** What is said of the task that comes next, where its title would not do. */
export const nextWords: Readonly<Partial<Record<TaskName, string>>> = {
  person: 'say whose data it is',
  authority: 'check that they may act for them',
  letters: 'look through the letter and send it',
};

/** The same of a task for which we wait. */
export const awaitedWords: Readonly<Partial<Record<TaskName, string>>> = {
  identity: 'We wait until they show who they are.',
  authority: 'We wait for the evidence that they may act for somebody else.',
  clarification: 'We wait until they say what to look for.',
  fee: 'We wait for the fee.',
};

export const askWords: Readonly<
  Record<
    Askable,
    {
      title: string;
      rule: string[];
      asked: string;
      came: string;
      wordsLabel: string;
      wordsHint: string;
      start: string;
    }
  >
> = {
  identity: {
    title: 'Check who they are',
    rule: [
      'Make sure that the answer goes to the right person, and ask for no more than that takes. Somebody who signed in and asks for themselves has shown it already.',
      'If you have to ask, ask at once: the month begins on the day on which you have what you need.',
      'Never keep evidence. Look at it, note that you saw it, destroy or return copies.',
    ],
    asked: 'Ask them to show who they are',
    came: 'What they were asked for has come',
    wordsLabel: 'What they should show, as the letter is to say it',
    wordsHint: 'The least that will do: a call back on a number we know is better than a passport.',
    start:
      'Please call us on … and give your reference, or write to us from the e-mail address of your account.',
  },
  authority: {
    title: 'Check that they may act for somebody else',
    rule: [
      'A representative gets what the person would get, and no more. They need the person’s written permission, a power of attorney, or a court’s order.',
      'If you have to ask, the month begins on the day on which you have it.',
    ],
    asked: 'Ask for evidence that they may',
    came: 'The evidence has come and is sound',
    wordsLabel: 'What they should show, as the letter is to say it',
    wordsHint: 'We note what we saw, and keep no copy.',
    start:
      'Please send us the written permission of the person whom you represent, with a way to reach them.',
  },
  clarification: {
    title: 'Ask what to look for',
    rule: [
      'Only when we hold a great deal on the person and cannot reasonably find what they want without knowing more. Never as a matter of routine.',
      'The days from asking to their answer do not count, both included. Ask early, and give meanwhile what you can.',
      'They may answer that they want everything: then a reasonable and proportionate search is what we owe.',
    ],
    asked: 'Ask them',
    came: 'They have answered',
    wordsLabel: 'What you need to know, as the letter is to say it',
    wordsHint: 'Say what you hold, so that they can choose.',
    start: '',
  },
  fee: {
    title: 'Ask for a fee',
    rule: [
      'A request is free. A reasonable fee is possible only if it is manifestly unfounded or excessive, or for further copies of what they have had; the other way is to refuse. It is for us to show why.',
      'A fee is recorded here and never taken: no card details, by any way. The time for the answer begins when it has come.',
      'For a request from before 25 May 2018, up to £10 under the Act of 1998.',
    ],
    asked: 'Ask for a fee',
    came: 'The fee has come',
    wordsLabel: 'The reasons, and how it can be paid, as the letter is to say it',
    wordsHint: 'The reasons are kept.',
    start: '',
  },
};

export const refusalGroundWords: Readonly<Record<RefusalGround, string>> = {
  unfounded: 'Manifestly unfounded: not meant as a request at all',
  excessive: 'Manifestly excessive: the same again and again',
  'not-identified': 'We cannot tell who they are, and have asked',
  others: 'It would say something about somebody else, who has not agreed and need not be overruled',
  exemption: 'An exemption of the Data Protection Act 2018, schedules 2 to 4 (say which below)',
  'legal-duty': 'Removal: a law obliges us to keep it',
  'legal-claims': 'Removal or restriction: it is needed for a legal claim',
  'not-wrong': 'Correction: what is held is right, or an opinion that says whose it is',
  overriding: 'Objection: our grounds are compelling and override theirs',
  'no-explanation': 'An exemption that allows neither to confirm nor to deny',
};

export const outcomeWords: Readonly<Record<Outcome, { text: string; hint: string }>> = {
  done: { text: 'Done in full', hint: 'They have what they asked for' },
  partly: {
    text: 'Done in part',
    hint: 'What is refused stands under “Say no, or not to all of it”, what is withheld with the copy of their data',
  },
  refused: { text: 'Refused', hint: 'The reasons stand under “Say no, or not to all of it”' },
  'nothing-held': { text: 'Nothing is held', hint: 'They were told so: an answer too' },
  withdrawn: { text: 'Withdrawn', hint: 'They do not want it any more, and said so themselves' },
};

export const reviewWords: Readonly<Record<ReviewOutcome, string>> = {
  stands: 'It was made rightly, and stands',
  changed: 'It was wrong, and was changed',
  'none-made': 'No computer made a decision about them',
};

const eventWords: Readonly<Record<EventKind, string>> = {
  'identity-asked': 'Asked to show who they are',
  'identity-received': 'Evidence of who they are came',
  'authority-asked': 'Asked for evidence that they may act for somebody else',
  'authority-received': 'Evidence that they may act for somebody else came',
  'clarification-asked': 'Asked what to look for: the clock stands still',
  'clarification-received': 'Said what to look for: the clock goes on',
  'fee-asked': 'Asked for a fee',
  'fee-received': 'The fee came',
  'fee-waived': 'No fee is asked for any more',
  extended: 'Extended',
  refused: 'Refused',
  'partly-refused': 'Refused in part',
  reviewed: 'The decision was looked at by a person',
  answered: 'Answered',
  closed: 'Closed',
  reopened: 'Opened again',
};

export const wordsOfEvent = (kind: EventKind): string => eventWords[kind];

const onDay = (message: string): FieldError => ({ field: 'on', message });

/** What the page says of a fault, beside the field that it is about. */
export const faultWords: Readonly<Record<CaseFault, FieldError>> = {
  'in-future': onDay('The day cannot be in the future'),
  'before-arrival': onDay('The day cannot be before the request came'),
  'before-asking': { field: 'cameOn', message: 'It cannot have come before it was asked for' },
  'before-last-event': onDay('The day cannot be before the last answer came'),
  'asked-already': onDay('This was asked for already, and is awaited'),
  'not-asked': { field: '', message: 'This was not asked for, or has come already' },
  'not-a-representative': { field: '', message: 'They wrote for themselves' },
  'fee-not-due': {
    field: 'ground',
    message: 'This is no ground on which a fee of that amount may be asked for',
  },
  'clock-stopped': { field: '', message: 'The clock stands still: there is nothing to extend until it runs' },
  'extended-already': { field: '', message: 'It was extended already, and is only once' },
  'too-late-to-extend': {
    field: '',
    message: 'It is too late: an extension has to be told within the first month, and that is over',
  },
  'no-extension-in-1998': { field: '', message: 'The 40 days of the Act of 1998 cannot be extended' },
  'nobody-linked': { field: 'outcome', message: 'Say first whose data it is, or that nothing is held' },
  'linked-to-somebody': {
    field: 'outcome',
    message: 'The case is linked to a person’s account, so something is held',
  },
  'not-identified': { field: 'outcome', message: 'Check first who they are' },
  'no-authority': { field: 'outcome', message: 'Check first that they may act for somebody else' },
  'still-awaited': { field: 'outcome', message: 'Their clarification or fee has not come yet' },
  'no-refusal': { field: 'outcome', message: 'Record first what is refused, and why' },
  'not-delivered': {
    field: 'outcome',
    message: 'Deliver the copy of their data first, or say in the note how they have it otherwise',
  },
  'is-partly': {
    field: 'outcome',
    message: 'Something is withheld from the copy of their data: it is done in part',
  },
  'not-reviewed': {
    field: 'outcome',
    message: 'Look first at the decision that they ask about, and record it',
  },
  'answered-already': { field: '', message: 'The answer is on record already' },
  'not-answered': { field: '', message: 'There is no answer on record yet' },
};

export const channelWords = {
  web: 'by the form on the site',
  email: 'by e-mail',
  phone: 'by phone',
  post: 'by letter',
  'in-person': 'in person',
} as const;

export const evidenceWords = {
  'called-back': 'Called back on a number that we knew before',
  'answered-from-address': 'Answered from the e-mail address of the account',
  'knows-account': 'Knew what only the holder of the account would know',
  colleague: 'Their lead officer or authority vouched for them',
  'photo-document': 'A document with a photograph',
  'address-document': 'A letter that shows their name and address',
} as const;

export const copyWords = {
  none: 'There were none: we only looked',
  destroyed: 'Destroyed',
  returned: 'Returned',
} as const;

export const checkWayWords = {
  'in-person': 'In person',
  video: 'By video call',
  phone: 'By phone',
  post: 'By post',
  email: 'By e-mail',
} as const;

export const extensionWords = {
  complex: 'The request is complex',
  number: 'They have made a number of requests',
} as const;

export const feeWords = {
  unfounded: 'The request is manifestly unfounded',
  excessive: 'The request is manifestly excessive',
  'further-copies': 'Further copies of what they have had',
  'act-of-1998': 'Act of 1998: the request came before 25 May 2018',
} as const;
