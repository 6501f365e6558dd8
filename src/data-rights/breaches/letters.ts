import { paths } from '../../paths.ts';
import { type Letter, link, text } from '../../platform/mail/letter.ts';

/** Tells a compliance officer that the 72 hours are running; nothing of what happened. @param by in words */
export function breachReportedLetter(name: string, reference: string, by: string): Letter {
  return {
    subject: `A breach was reported: ${reference}`,
    name,
    parts: [
      text('Somebody at Oxford Computer Consultants has reported what may be a breach of personal data.'),
      {
        kind: 'facts',
        facts: [
          { term: 'Reference', detail: reference },
          { term: 'If the Commissioner must be told, then by', detail: by },
        ],
      },
      link('Read the report and decide on the risk', paths.breach(reference)),
    ],
  };
}
