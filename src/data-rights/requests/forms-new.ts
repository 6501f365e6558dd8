import { parseForm, typedIn as typedContact } from '../public-forms/forms.ts';
import type { Parsed } from '../../accounts/index.ts';
import type { Day } from '../rules/days.ts';
import { dayIn, one, type Typed } from './forms.ts';
import { channels } from './request-case.ts';
import type { TakenRequest } from './take-request.ts';

const LONGEST_ADJUSTMENTS = 1000;

/** How a request can come that is typed in. */
export const takenChannels = channels.filter((channel) => channel !== 'web');

const ourWords: Readonly<Record<string, string>> = {
  'Enter your name': 'Enter the name of whoever asks',
  'Choose what you ask for, or say it in your own words':
    'Choose what is asked for, or write it down in their words',
  'Enter the name of the person you represent': 'Enter the name of the person who is represented',
};

/** The fields of the public form, and how and when it came. @param today no request comes later */
export function parseTaken(body: unknown, typed: Typed, today: Day): Parsed<TakenRequest> {
  const form = parseForm('data-request', typedContact(body));
  const channel = takenChannels.find((known) => known === one(typed, 'channel'));
  const receivedOn = dayIn(one(typed, 'receivedOn'));
  const adjustments = one(typed, 'adjustments')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]|\p{Cs}/gu, '')
    .trim();
  const faults: { field: string; message: string }[] = [];
  if (!channel) faults.push({ field: 'channel', message: 'Choose how it came' });
  if (receivedOn === null)
    faults.push({ field: 'receivedOn', message: 'Enter the day on which it came, like 22/11/2026' });
  else if (receivedOn > today)
    faults.push({ field: 'receivedOn', message: 'The day on which it came cannot be in the future' });
  if (form.kind === 'faults')
    faults.push(
      ...form.faults.map(({ field, message }) => ({ field, message: ourWords[message] ?? message })),
    );
  if (adjustments.length > LONGEST_ADJUSTMENTS)
    faults.push({ field: 'adjustments', message: 'This must be 1,000 characters or fewer' });
  if (!channel || receivedOn === null || form.kind === 'faults' || faults.length > 0)
    return { kind: 'faults', faults };
  const { sender, message, details } = form.filled;
  if (details.kind !== 'data-request') throw new Error('The form is not of a request.');
  const { right, actsFor, answerBy } = details;
  return {
    kind: 'ok',
    command: {
      channel,
      receivedOn,
      right,
      message,
      sender,
      actsFor,
      answerBy,
      adjustments: adjustments || null,
    },
  };
}
