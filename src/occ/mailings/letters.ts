import type { MailingAudience, Reader } from '../../accounts/index.ts';
import { type Letter, text } from '../../platform/mail/letter.ts';
import { type MailingText, paragraphsOf } from './mailing.ts';

const why = {
  products:
    'You get this because you allowed Oxford Computer Consultants to write to you about its products and services.',
  research: 'You get this because you allowed Oxford Computer Consultants to ask you for research.',
} as const;

/** The letter of a mailing to one reader, with the link that stops such letters for this reader. */
export function mailingLetter(
  audience: Pick<MailingAudience, 'unsubscribePath'>,
  { purpose, subject, body }: MailingText,
  reader: Reader,
): Letter {
  return {
    subject,
    name: reader.name,
    parts: paragraphsOf(body).map(text),
    unsubscribe: { path: audience.unsubscribePath(purpose, reader), why: why[purpose] },
  };
}
