import type { Right } from '../contact.ts';
import { type AnswerFacts, nothingDone } from './answers/answer-facts.ts';
import { answerParagraphs, statementOffer } from './answers/answer-paragraphs.ts';
import type { HeldFacts } from './answers/held-facts.ts';
import { heldParagraphs } from './answers/held-paragraphs.ts';
import type { RefusalGround } from './request-case.ts';
import type { LetterKind, LetterText } from './request-letter.ts';

/** What a template fills in. Days are in words, as they stand in a letter. */
export interface LetterFacts {
  reference: string;
  name: string;
  right: Right;
  actsFor: string | null;
  receivedOn: string;
  /** Until when the answer is owed; null while the clock does not run. */
  limit: string | null;
  /** What is asked for, or the reasons, in the officer's words. */
  words: string;
  isPartly: boolean;
  /** On which ground it is refused, as far as that is said. */
  ground?: RefusalGround | null;
  /** How the case was dealt with. */
  answer?: AnswerFacts;
  /** What a removal waits for. */
  held?: HeldFacts | null;
}

/** Who can be turned to; every letter that says no says so (L10, P114). */
export const waysToComplain = `You can complain to us: write to our data protection officer, or use the form “Make a complaint” on our site. We acknowledge a complaint within 30 days.

You can complain to the Information Commissioner: Wycliffe House, Water Lane, Wilmslow, Cheshire SK9 5AF, telephone 0303 123 1113, ico.org.uk. The Commissioner will normally ask whether you have complained to us first.

You can also go to court to have your rights enforced.`;

/**
 * What is said where an exemption allows neither to confirm nor to deny (L10): the officer's reasons stay on record, and
 * none is in the letter, since a reason would tell that there is something.
 */
export const neitherNor =
  'We have looked at what you ask, and the law does not oblige us to give you anything further. It allows us neither to confirm nor to deny that there is anything else, and not to explain this. That we write so does not mean that there is anything, nor that there is nothing.';

/** What goes with every answer to a request for access (L11, P58). */
const supplement = `Beside the data itself you have a right to know: what your data is used for, which kinds of data there are, who gets them, how long they are kept, where they came from if not from you, and that no decision about you is made by a computer alone. Our privacy notice and our retention schedule say all of this, kind by kind. Your data is not transferred abroad.

You can ask us to correct or remove what is wrong, to limit the use of it, or to stop a use of it.`;

const rightWords: Readonly<Record<Right, string>> = {
  access: 'a copy of what we hold on you',
  confirm: 'whether we hold anything on you',
  correct: 'something to be corrected',
  restrict: 'the use of your data to be limited',
  object: 'a use of your data to be stopped',
  port: 'your data in a form that other programs can read',
  erase: 'your data to be removed',
  explain: 'a decision by a computer to be explained',
  unsure: 'something about your personal data',
};

interface Template {
  /** What the choice is called. */
  title: string;
  subject: string;
  paragraphs: (facts: LetterFacts) => string[];
}

const month = 'within one month of the day on which it arrived';

const templates: Readonly<Record<LetterKind, Template>> = {
  acknowledgement: {
    title: 'We have your request',
    subject: 'We have your request',
    paragraphs: ({ limit }) => [
      `You get an answer as soon as we can give it, and ${limit === null ? month : `by ${limit} at the latest`}. It is free.`,
      'If you would like the answer in another form, or need help with your request, tell us.',
    ],
  },
  identity: {
    title: 'Please show who you are',
    subject: 'Please show us who you are',
    paragraphs: ({ words }) => [
      'Before we answer, we make sure that we answer you and nobody else.',
      words,
      'We only look at what you show us. We keep no copy: we note that we saw it, and destroy or return what you sent.',
      'The month in which you get our answer begins on the day on which we have this.',
    ],
  },
  authority: {
    title: 'Please show that you may act for somebody',
    subject: 'Please show us that you may act for somebody else',
    paragraphs: ({ actsFor, words }) => [
      `You write for ${actsFor ?? 'somebody else'}. Before we answer, we make sure that you may.`,
      words,
      'The month in which you get our answer begins on the day on which we have this.',
    ],
  },
  clarification: {
    title: 'What should we look for?',
    subject: 'Please tell us what to look for',
    paragraphs: ({ words }) => [
      'We hold a great deal, and cannot find what you ask for without knowing more.',
      words,
      'The days from this letter to your answer do not count towards the month. What we can answer without it, we answer meanwhile. You need not narrow your request: if you want everything that a reasonable search finds, say so.',
    ],
  },
  fee: {
    title: 'A fee is payable',
    subject: 'A fee is payable',
    paragraphs: ({ words }) => [
      'A request is free as a rule. For this one the law allows us to ask for a fee, for these reasons:',
      words,
      'Please do not send card details. The time for our answer begins when the fee has arrived.',
      waysToComplain,
    ],
  },
  extension: {
    title: 'It takes longer',
    subject: 'We need more time for your request',
    paragraphs: ({ limit, words }) => [
      `We cannot answer within one month, and the law lets us take up to two months more. You get our answer ${limit === null ? 'within three months' : `by ${limit} at the latest`}. These are our reasons:`,
      words,
      waysToComplain,
    ],
  },
  held: {
    title: 'A removal has to wait',
    subject: 'Your removal has to wait',
    paragraphs: ({ held = null }) => [...heldParagraphs(held), waysToComplain],
  },
  refusal: {
    title: 'We say no, or not to all of it',
    subject: 'Our decision on your request',
    paragraphs: ({ isPartly, words, ground, right }) => [
      ...(ground === 'no-explanation'
        ? [neitherNor]
        : [
            isPartly
              ? 'We cannot do part of what you ask. These are our reasons:'
              : 'We cannot do what you ask. These are our reasons:',
            words,
          ]),
      ...(right === 'correct' ? [statementOffer] : []),
      waysToComplain,
    ],
  },
  answer: {
    title: 'The answer',
    subject: 'Our answer to your request',
    paragraphs: ({ right, words, answer = nothingDone }) => [
      ...(right === 'explain' && words !== ''
        ? [
            'A person has looked at the decision that you ask about. This is how it came about:',
            words,
            'If you do not agree, tell us what was overlooked: a person looks at it again.',
          ]
        : answerParagraphs(right, answer)),
      ...(right === 'access' || right === 'confirm' || right === 'port' ? [supplement] : []),
      waysToComplain,
    ],
  },
  'nothing-held': {
    title: 'Nothing is held',
    subject: 'We hold nothing on you',
    paragraphs: () => [
      'We have looked, and hold no personal data on you beside your request itself and our letters about it.',
      'We looked for the names and addresses that you gave: in the accounts of SP-Bench and what is kept with them, in what people have sent us, and in our paper records. If you have used another name or address with us, tell us and we look again.',
      waysToComplain,
    ],
  },
};

/** The text that a letter begins with; whoever writes it changes it before it is kept. */
export function letterFrom(kind: LetterKind, facts: LetterFacts): LetterText {
  const { subject, paragraphs } = templates[kind];
  const opening = `On ${facts.receivedOn} we received your request${facts.actsFor === null ? '' : ` for ${facts.actsFor}`}. You asked for ${rightWords[facts.right]}.`;
  return {
    subject: `${subject}: ${facts.reference}`,
    body: [
      `Dear ${facts.name}`,
      opening,
      ...paragraphs(facts).filter((paragraph) => paragraph !== ''),
      `Your reference is ${facts.reference}. Please give it when you write or call.`,
      'Oxford Computer Consultants, for SP-Bench',
    ].join('\n\n'),
  };
}

export const letterTitle = (kind: LetterKind): string => templates[kind].title;
