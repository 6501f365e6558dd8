import { paths } from '../../paths.ts';
import { type Letter, link, text } from '../../platform/mail/letter.ts';
import { waysToComplain } from '../requests/letter-templates.ts';
import type { ObjectionDecision } from './objection.ts';

const outcome: Readonly<Record<ObjectionDecision, (use: string) => string>> = {
  upheld: (use) => `You objected to this use of your data: ${use}. We agree, and the use stays stopped.`,
  overridden: (use) =>
    `You objected to this use of your data: ${use}. We have weighed your reasons against ours, and the use goes on.`,
  withdrawn: (use) => `You have taken back your objection to this use of your data: ${use}. The use goes on.`,
};

/** To the person: what was decided and why, with the ways on from it (L10). */
export function decidedLetter(
  name: string,
  { use, decision, reasons }: { use: string; decision: ObjectionDecision; reasons: string },
): Letter {
  return {
    subject: 'Our decision on your objection',
    name,
    parts: [
      text(outcome[decision](use)),
      ...reasons.split(/\n{2,}/).map(text),
      ...waysToComplain.split('\n\n').map(text),
      link('See how your objections stand', paths.ownRequests),
    ],
  };
}
