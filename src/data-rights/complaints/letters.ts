import { paths } from '../../paths.ts';
import { type Letter, link, text } from '../../platform/mail/letter.ts';

const WAYS_ON = [
  'If you are not content with this, you can complain to the Information Commissioner: ico.org.uk/make-a-complaint, telephone 0303 123 1113, or Information Commissioner’s Office, Wycliffe House, Water Lane, Wilmslow, Cheshire SK9 5AF.',
  'You can also go to court. You need not ask us again before you do either.',
].join('\n\n');

export interface LetterFacts {
  reference: string;
  name: string;
  /** In words. */
  received: string;
}

/** What whoever complained is written, ready to be changed before it is kept. */
export function acknowledgement({ reference, name, received }: LetterFacts): string {
  return [
    `Dear ${name}`,
    `Thank you for your complaint of ${received}. Its reference is ${reference}. We are looking into it, and will tell you what came of it as soon as that is clear.`,
    'If you want to add anything, write to us with the reference.',
    'You can complain to the Information Commissioner at any time: ico.org.uk/make-a-complaint, telephone 0303 123 1113.',
    'Oxford Computer Consultants',
  ].join('\n\n');
}

export function progress({ reference, name, received }: LetterFacts): string {
  return [
    `Dear ${name}`,
    `This is to tell you how your complaint of ${received} (${reference}) stands.`,
    'Oxford Computer Consultants',
  ].join('\n\n');
}

export function outcomeDraft({ reference, name, received }: LetterFacts): string {
  return [
    `Dear ${name}`,
    `We have looked into your complaint of ${received} (${reference}).`,
    'Oxford Computer Consultants',
  ].join('\n\n');
}

/** Every outcome ends with the ways on from it, whatever was written (L15; P114). */
export function withWaysOn(written: string): string {
  return `${written}\n\n${WAYS_ON}`;
}

/** The kept text as mail to the address that they gave to be answered. */
export function complaintLetter(reference: string, written: string): Letter {
  return {
    subject: `Your complaint ${reference}`,
    name: null,
    parts: [
      ...written
        .split(/\n\s*\n/)
        .filter(Boolean)
        .map(text),
      link('Ways to reach us and the Information Commissioner', paths.contact),
    ],
  };
}
