import { inWords } from '../../platform/held-data.ts';
import type { ConfirmationWay, Ground, RefusalGround, Removal, Scope, Settlement } from './removal.ts';
import type { Block } from './rules/may-remove.ts';

export const scopeWords: Readonly<Record<Scope, { text: string; hint: string }>> = {
  person: {
    text: 'The person only',
    hint: 'Files that they have sent belong to their authority and stay with it, without a name.',
  },
  'person-and-uploads': {
    text: 'The person and the files that they have sent',
    hint: 'Also originals, findings and figures in reports. A lead officer of the authority must have confirmed it.',
  },
  authority: {
    text: 'The whole authority: its people, files and groups',
    hint: 'For an authority that leaves SP-Bench. A lead officer must have confirmed it.',
  },
};

export const groundWords: Readonly<Record<Ground, string>> = {
  leaves: 'They leave SP-Bench and ask for it, as our privacy policy promises',
  'no-longer-needed': 'The data is no longer needed for what it was collected for',
  'consent-withdrawn': 'They have taken consent back, and nothing else allows us to keep it',
  objection: 'They object, and we have no overriding reason to go on',
  unlawful: 'The data was used unlawfully',
  'legal-duty': 'The law obliges us to erase it',
};

export const refusalWords: Readonly<Record<RefusalGround, { text: string; hint: string }>> = {
  'legal-duty': {
    text: 'A legal duty to keep it',
    hint: 'The law that we or the authority are under asks for the data.',
  },
  'public-task': {
    text: 'A task in the public interest',
    hint: 'The data is needed for it, not merely useful.',
  },
  claims: { text: 'Legal claims', hint: 'To make, pursue or defend a claim, now or foreseeably.' },
  archive: {
    text: 'Archiving or statistics in the public interest',
    hint: 'Only where removal would make that impossible or seriously harm it.',
  },
  expression: { text: 'Freedom of expression and information', hint: 'Rarely the case in SP-Bench.' },
};

export const wayWords: Readonly<Record<ConfirmationWay, string>> = {
  email: 'By email',
  phone: 'By phone',
  post: 'By letter',
  'in-person': 'In person',
};

export const blockWords: Readonly<Record<Block, string>> = {
  nobody: 'The account has been removed already.',
  'own-case': 'Nobody acts on their own case: ask a colleague to deal with this.',
  'open-cases':
    'A complaint or another request of theirs is open. Close it first, or name the request that this removal answers.',
  'legal-hold': 'A legal hold covers this data. It can be removed once the hold is lifted.',
  'last-lead': 'This is the authority’s only lead officer. Give the role to a colleague first.',
  'last-administrator': 'This is the last administrator. Make somebody else one first.',
  'not-confirmed': 'No lead officer’s confirmation is recorded.',
  'file-in-hand': 'A file of theirs is being checked this moment. Try again in a few minutes.',
};

export const settlementWords: Readonly<Record<Settlement, string>> = {
  'somebody-else': 'It is about somebody or something else',
  'must-stay': 'It is about them and must stay, for a reason that the case records',
};

export const stateTags: Readonly<Record<Removal['state'], { text: string; colour: string }>> = {
  asked: { text: 'Waits for approval', colour: 'yellow' },
  refused: { text: 'Refused', colour: 'grey' },
  removed: { text: 'Removed, being searched after', colour: 'blue' },
  certified: { text: 'Removed and certified', colour: 'green' },
};

export const whatWords = { delete: 'Deleted', empty: 'Emptied', keep: 'Stays' } as const;

const ownWords: Readonly<Record<string, string>> = {
  users: 'Account',
  outbox: 'Letters',
  uploads: 'Files',
  originals: 'Originals of files',
  audit_events: 'Audit trail',
  id: 'Number',
};

/** "Contact details", from contact_details. */
export const tableWords = (name: string): string => ownWords[name] ?? inWords(name);

/** Whom a removal is of, without saying who that is. */
export function subjectWords({ subject }: Pick<Removal, 'subject'>, authority: string | null): string {
  return subject.userId === null
    ? (authority ?? `Authority ${subject.authorityId}`)
    : `Account ${subject.userId}`;
}
