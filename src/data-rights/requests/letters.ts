import { paths } from '../../paths.ts';
import { type Letter, link, text } from '../../platform/mail/letter.ts';
import { dayInWords } from './day-words.ts';
import type { LetterText } from './request-letter.ts';
import type { Reminder } from './rules/reminders.ts';

/** Says that there is something to read after signing in, and nothing of what it says (D21). */
export function letterWaits(name: string, reference: string, letterId: number): Letter {
  return {
    subject: `There is a letter for you: ${reference}`,
    name,
    parts: [
      text('There is a letter for you about your request. Sign in to read and print it.'),
      link('Read the letter', paths.ownLetter(letterId)),
    ],
  };
}

/** A letter whose text is the e-mail itself. */
export function letterInMail({ subject, body }: LetterText): Letter {
  const paragraphs = body.split(/\n{2,}/).filter((paragraph) => paragraph.trim() !== '');
  // The greeting is the e-mail's own.
  const said = paragraphs.filter((paragraph, place) => place > 0 || !paragraph.startsWith('Dear '));
  const greeted = said.length < paragraphs.length ? (paragraphs[0] ?? '').slice('Dear '.length) : null;
  return {
    subject,
    name: greeted,
    parts: [
      ...said.map((paragraph) => text(paragraph)),
      link(
        'Other ways to reach us, our data protection officer and the Information Commissioner',
        paths.contact,
      ),
    ],
  };
}

const reminderWords = {
  target: (day: string) => `should be answered by ${day}: our own aim, 28 days from its start`,
  limit: (day: string) => `must be answered by ${day}: the limit of the law`,
  overdue: (day: string) => `should have been answered by ${day}. The limit of the law is past`,
} as const;

/** @param limit until when the answer is or was owed */
export function reminderLetter(
  name: string,
  request: { reference: string; limit: string; isAssigned: boolean },
  { kind, ofDay }: Reminder,
): Letter {
  const { reference, limit, isAssigned } = request;
  const day = dayInWords(kind === 'overdue' ? limit : ofDay);
  return {
    subject: kind === 'overdue' ? `Overdue: request ${reference}` : `Due by ${day}: request ${reference}`,
    name,
    parts: [
      text(`Request ${reference} ${reminderWords[kind](day)}.`),
      text(
        isAssigned
          ? 'It is yours to work on.'
          : 'Nobody has taken it yet: every compliance officer gets this.',
      ),
      link('Open the request', paths.dataRequest(reference)),
    ],
  };
}
