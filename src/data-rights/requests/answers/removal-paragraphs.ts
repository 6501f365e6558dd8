import { dayInWords } from '../day-words.ts';
import type { RemovalFact } from './answer-facts.ts';
import { listed } from './listed.ts';

/** What somebody is told who asked for their data to be removed: what went, what stays, and until when (P69, L21, C6). */
export function removalParagraphs(removal: RemovalFact | null): string[] {
  if (removal === null || removal.state === 'asked') return ['Nothing has been removed so far.'];
  if (removal.state === 'refused')
    return [
      `We have decided not to remove your data. The law allows that on few grounds, and this is ours: ${lowerFirst(removal.refusal ?? '')}. Nothing has been removed.`,
    ];
  const { number, removedOn, backupsUntil, kept, told } = removal;
  return [
    `${whatWent(removal)}${removedOn === null ? '' : ` on ${dayInWords(removedOn)}`}, for good. Nobody can bring it back.`,
    removal.state === 'certified'
      ? `We then searched everything for all that you were known by. Certificate of removal ${number} says what went and what stays. It is signed and names nobody: you can have it from us at any time.`
      : `We are now searching everything for all that you were known by. When that is done there is a certificate of removal, number ${number}, which you can have from us: it is signed and names nobody.`,
    ...(backupsUntil === null
      ? []
      : [
          `Backups may still hold copies, until ${dayInWords(backupsUntil)} at the latest. We use them for nothing but restoring our systems after a failure, and whatever a restore brought back would be removed again before anybody could see it.`,
        ]),
    ...(kept.length === 0
      ? []
      : [
          listed(
            'Some records stay. Where a number of your account stands in them, it stands for nobody any more. These are the records, why they stay, and until when:',
            kept.map(({ what, why, until }) => `${what.join(', ')}. ${why}. ${until}.`),
          ),
        ]),
    'No mailing will reach your e-mail address: we keep a code made from it that tells nobody the address, and nothing else of it.',
    told.length === 0
      ? 'We know of nobody else who was given your data.'
      : listed('Who was given data of yours, and whether they have been told that it is removed:', told),
  ];
}

function whatWent({ scope, accounts, files }: RemovalFact): string {
  const filesGone = files === 0 ? '' : ` and ${files === 1 ? 'one file' : `${files} files`}`;
  if (scope === 'authority')
    return `The data of your authority in SP-Bench was removed: ${accounts === 1 ? 'one account' : `${accounts} accounts`}${filesGone}, with everything read from them,`;
  if (scope === 'person-and-uploads')
    return `Your account, what was recorded under it${filesGone} that you had sent, with everything read from them, were removed`;
  return 'Your account and what was recorded under it were removed';
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
