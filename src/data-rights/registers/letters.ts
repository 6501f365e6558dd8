import { paths } from '../../paths.ts';
import { type Letter, link, text } from '../../platform/mail/letter.ts';
import { dayInWords } from '../requests/day-words.ts';

/** @param until until when their training counts, YYYY-MM-DD; null where none is entered */
export function trainingLetter(name: string, until: string | null): Letter {
  const state =
    until === null
      ? 'No training in data protection is entered for you.'
      : `Your training in data protection counts until ${dayInWords(until)}.`;
  return {
    subject: 'Your training in data protection',
    name,
    parts: [
      text(`${state} Everybody who works with SP-Bench repeats it every year.`),
      text('Please arrange it with a compliance officer, who enters it in the register.'),
      link('How to report when something goes wrong', paths.howToReport),
    ],
  };
}

/** For a compliance officer: how many, and where to see who. */
export function untrainedLetter(name: string, people: number): Letter {
  return {
    subject: 'Training in data protection that is out of date',
    name,
    parts: [
      text(
        `Training that is out of date, will be within a month, or was never entered: ${people} of our people. Each has been reminded.`,
      ),
      link('See the register of training', paths.register('training')),
    ],
  };
}
