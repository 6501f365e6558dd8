import type { FieldError } from '../../web/render.ts';
import type { AccessExport, GroupKind, Proposal, Verdict } from './access-export.ts';
import { waitsForApproval } from './access-export.ts';
import type { ExportFault } from './rules/may-export.ts';
import type { DownloadWay } from './store-delivery.ts';

interface Tag {
  text: string;
  colour: string;
}

export function stateTag(present: AccessExport | null): Tag {
  if (present === null) return { text: 'Not begun', colour: 'grey' };
  if (present.failedAt !== null) return { text: 'Failed', colour: 'red' };
  if (waitsForApproval(present)) return { text: 'Waits for a second person', colour: 'purple' };
  return {
    collecting: { text: 'Being gathered', colour: 'teal' },
    review: { text: 'To be looked through', colour: 'yellow' },
    approved:
      present.package === null
        ? { text: 'Approved, being packed', colour: 'teal' }
        : { text: 'Packed, to be delivered', colour: 'yellow' },
    released: { text: 'Delivered', colour: 'green' },
    expired: { text: 'Delivered; its time is over', colour: 'grey' },
    withdrawn: { text: 'Taken back, or never delivered', colour: 'grey' },
  }[present.state];
}

/** For pages and tests: the state as one word, with "processing" while a job is at work, so that the page follows it. */
export function dataState(present: AccessExport | null): string {
  if (present === null) return 'none';
  const isAtWork =
    present.state === 'collecting' || (present.state === 'approved' && present.package === null);
  if (isAtWork && present.failedAt === null) return 'processing';
  return waitsForApproval(present) ? 'finished' : present.state;
}

const at = (field: string, message: string): FieldError => ({ field, message });

export const exportFaultWords: Readonly<Record<ExportFault, FieldError>> = {
  'other-right': at(
    '',
    'Only requests for access, about whether anything is held, or to take data along are answered so',
  ),
  'nobody-linked': at('', 'Say first whose data it is'),
  'not-identified': at('', 'Check first who they are'),
  'no-authority': at('', 'Check first that they may act for somebody else'),
  'in-hand': at('', 'It is in hand already'),
  'not-under-review': at('', 'The review is finished: nothing changes any more unless it is sent back'),
  'not-looked-at': at('', 'Some records were not looked at yet'),
  'open-proposals': at('', 'Say of each passage that may name somebody else whether it does'),
  'no-letter': at('', 'Write the covering letter first'),
  'no-search': at('', 'Note at least one search'),
  'not-finished': at('', 'The review is not finished, or was approved already'),
  'same-person': at('read', 'You have finished the review: somebody else approves it'),
  'not-packed': at('', 'There is no package to deliver'),
  'idle-withholdings': at(
    '',
    'Something that is to be withheld is not there: look at the withheld records again',
  ),
  representative: at(
    '',
    'They are represented: the answer goes to their representative, by a code or by hand',
  ),
  'no-account': at('', 'They cannot sign in: deliver it by a code or by hand'),
  'handed-already': at('', 'It is on record already that it was handed over'),
  'in-future': at('on', 'The day cannot be in the future'),
};

export const kindWords: Readonly<Record<GroupKind, string>> = {
  declared: 'Held on them',
  found: 'Found by their name: say whether it is about them',
  letter: 'Messages',
  file: 'Copies of files',
  attachment: 'Added by hand',
};

export const verdictTags: Readonly<Record<Verdict | 'none', Tag>> = {
  none: { text: 'To look at', colour: 'yellow' },
  give: { text: 'Given', colour: 'green' },
  'leave-out': { text: 'Not about them', colour: 'grey' },
  withhold: { text: 'Withheld, or in part', colour: 'purple' },
};

export const proposalTags: Readonly<Record<Proposal['state'], Tag>> = {
  open: { text: 'Names somebody else?', colour: 'yellow' },
  accepted: { text: 'Taken out', colour: 'purple' },
  declined: { text: 'Stays', colour: 'green' },
};

export const downloadWords: Readonly<Record<DownloadWay, string>> = {
  account: 'By the person, signed in',
  code: 'With the link and the code',
  staff: 'By staff, to hand it over',
};

export const handedWords = {
  paper: 'Handed over or posted on paper',
  medium: 'Handed over or posted on a medium, encrypted',
} as const;
