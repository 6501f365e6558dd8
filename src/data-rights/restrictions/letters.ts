import { paths } from '../../paths.ts';
import { type Letter, link, text } from '../../platform/mail/letter.ts';

/** To the person, when the use of their data is limited. */
export function beganLetter(name: string): Letter {
  return {
    subject: 'The use of your data in SP-Bench is limited',
    name,
    parts: [
      text(
        'From now on your personal data is kept and not used. Nobody finds you in the directory, we write to you only about this and about the safety of your account, and you cannot upload or read reports.',
      ),
      text(
        'You can sign in as before to see your account, everything held on you and your requests. The limit can be lifted when you want; before we lift it, we tell you.',
      ),
      link('See the limit, and how to have it lifted', paths.ownRequests),
    ],
  };
}

/** To the person, before their data is used again (P75). */
export function endsLetter(name: string): Letter {
  return {
    subject: 'We are about to lift the limit on the use of your data',
    name,
    parts: [
      text(
        'The use of your personal data in SP-Bench was limited. What it was limited for is settled, and we are about to use your data again as the privacy notice says.',
      ),
      text('If you do not agree, tell us now, or object to a use:'),
      link('Ask about your personal data', paths.newDataRequest),
      link('Our privacy notice', paths.privacy),
      link('Ways to reach us and the Information Commissioner', paths.contact),
    ],
  };
}
