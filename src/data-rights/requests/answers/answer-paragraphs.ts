import type { Right } from '../../contact.ts';
import { dayInWords } from '../day-words.ts';
import type * as facts from './answer-facts.ts';
import { removalParagraphs } from './removal-paragraphs.ts';
import { listed } from './listed.ts';

/** What somebody can do where a detail is not corrected as they ask (P67). */
export const statementOffer =
  'Where we do not agree that a detail is wrong, you can add a statement of your own. It then stands beside the detail wherever it is shown: on your account, in the directory if you share the detail, to us, and in every copy of your data. Add it under “Your requests and letters” on your account, or send us the words. You can take it back at any time.';

/** What was done of what was asked for, in plain words, right by right. Nothing is said to be done that is not. */
export function answerParagraphs(right: Right, answer: facts.AnswerFacts): string[] {
  const byRight: Readonly<Record<Right, () => string[]>> = {
    access: () => copyParagraphs(answer, 'A copy of what we hold on you'),
    confirm: () => [
      'We hold personal data on you.',
      ...(answer.copy ? copyParagraphs(answer, 'A copy of it') : []),
    ],
    port: () => [
      ...copyParagraphs(answer, 'Your data, as JSON and as CSV,'),
      'The files are in a form that other programs can read. What each field means is on our site under “Documentation”, “Data formats”. You may give them to whomever you like. With us nothing changes by it: your account and your data stay as they are.',
    ],
    correct: () => correctionParagraphs(answer),
    restrict: () => restrictionParagraphs(answer),
    object: () => [
      ...objectionParagraphs(answer),
      ...(answer.restrictions.length > 0 ? restrictionParagraphs(answer) : []),
    ],
    erase: () => removalParagraphs(answer.removal),
    explain: () => ['A person looks at the decision that you ask about before we explain it.'],
    unsure: () => whateverWasDone(answer),
  };
  return byRight[right]();
}

function copyParagraphs({ copy, isRefused }: facts.AnswerFacts, what: string): string[] {
  if (copy === null || copy.state === 'prepared')
    return isRefused
      ? []
      : [
          `${what} has not been given to you yet. It is given in your account or handed over, never by e-mail.`,
        ];
  const day = copy.day === null ? '' : dayInWords(copy.day);
  const how = {
    'in-account': `${what} is ready for you. Sign in and open “Your requests and letters”: you can fetch it there${day && ` until ${day}`}.`,
    handed: `${what} was handed over to you${day && ` on ${day}`}.`,
    over: `${what} was given to you. It can no longer be fetched: tell us if you still need it.`,
  };
  return [
    how[copy.state],
    'A letter in it says where we have looked and for what, with the day and the result of each search, and where we have not looked and why.',
    copy.withheld === 0
      ? 'Nothing was left out of it.'
      : `${copy.withheld === 1 ? 'One thing is' : `${copy.withheld} things are`} left out of it or not whole. The copy lists each, with the reason where the law lets us give one.`,
  ];
}

function correctionParagraphs({ corrections, statements, isRefused }: facts.AnswerFacts): string[] {
  const done = corrections.flatMap(({ field, change, on, mistake, told }) => [
    `On ${dayInWords(on)} we put this detail right: ${field.toLowerCase()}. It was ${change}. You see it, and where it now comes from, under “Your account”.`,
    ...(mistake === null
      ? []
      : [
          `What was wrong stays on record as a mistake, because something was done on the strength of it: ${mistake}`,
        ]),
    told.length === 0
      ? 'We know of nobody else who had the wrong detail.'
      : listed('Who had the wrong detail, and whether they have been told:', told),
  ]);
  return [
    ...(done.length > 0 ? done : isRefused ? [] : ['So far we have not corrected anything.']),
    ...(statements.length > 0
      ? [`Your statement stands beside this: ${statements.map((one) => one.toLowerCase()).join(', ')}.`]
      : []),
    ...(isRefused || done.length === 0 ? [statementOffer] : []),
  ];
}

const groundWords: Readonly<Record<facts.RestrictionFact['ground'], string>> = {
  'accuracy-contested': 'while we check whether what we hold is right',
  unlawful: 'because we have no right to use it and you want it kept, not erased',
  'legal-claims': 'because you need it for a legal claim',
  'objection-checked': 'while we check whose reasons weigh more',
};

function restrictionParagraphs({ restrictions, isRefused }: facts.AnswerFacts): string[] {
  if (restrictions.length === 0) return isRefused ? [] : ['So far the use of your data is not limited.'];
  const said = restrictions.flatMap(({ ground, since, until, told }) => [
    until === null
      ? `Since ${dayInWords(since)} the use of your data is limited, ${groundWords[ground]}.`
      : `From ${dayInWords(since)} to ${dayInWords(until)} the use of your data was limited, ${groundWords[ground]}.`,
    told.length === 0
      ? 'We know of nobody else who was given your data.'
      : listed('Who was given your data, and whether they have been told of the limit:', told),
  ]);
  if (restrictions.every(({ until }) => until !== null)) return said;
  return [
    ...said,
    'While it is limited we store your data and use it for nothing else, unless you agree, a legal claim or somebody else’s rights need it, or an important public interest does. Nobody finds you in the directory, no mailing reaches you, and you cannot upload or read reports. You can sign in and see everything that we hold on you.',
    'You can have the limit lifted when you want. We lift it of our own accord only after we have told you.',
  ];
}

const objectionWords: Readonly<Record<facts.ObjectionFact['state'], string>> = {
  'at-once': 'It has stopped, at once and for good.',
  checking:
    'It has stopped while we weigh your reasons against ours. We write to you when we have decided, with our reasons.',
  upheld: 'We agree with you. It has stopped, and stays stopped.',
  overridden: 'We have weighed your reasons against ours, and it goes on.',
  withdrawn: 'You have taken this objection back, and it goes on.',
};

function objectionParagraphs({ objections, isRefused }: facts.AnswerFacts): string[] {
  if (objections.length === 0) return isRefused ? [] : ['So far no use of your data has been stopped.'];
  return objections.map(({ use, state, reasons }) =>
    [
      `You object to this use of your data: ${use}.`,
      objectionWords[state],
      ...(reasons === null ? [] : [`Our reasons: ${reasons}`]),
    ].join(' '),
  );
}

function whateverWasDone(answer: facts.AnswerFacts): string[] {
  const { removal, corrections, restrictions, objections, copy } = answer;
  const done = [
    ...(copy ? copyParagraphs(answer, 'A copy of what we hold on you') : []),
    ...(corrections.length > 0 ? correctionParagraphs(answer) : []),
    ...(restrictions.length > 0 ? restrictionParagraphs(answer) : []),
    ...(objections.length > 0 ? objectionParagraphs(answer) : []),
    ...(removal ? removalParagraphs(removal) : []),
  ];
  return done.length > 0
    ? ['We have read what you wrote. This is what we have done:', ...done]
    : ['We have read what you wrote. So far we have changed nothing in what we hold on you.'];
}
