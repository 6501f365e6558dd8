import { rightsLines, type RightsOfPerson } from '../../data-rights/index.ts';
import { paths } from '../../paths.ts';
import { formatCount, formatDateTime } from '../../web/formatters.ts';
import { openingReasons } from './opening.ts';
import type { KeptContact, PersonRecord } from './store-record.ts';

interface Line {
  key: string;
  value: string;
  href?: string;
}

export interface RecordSection {
  id: string;
  title: string;
  lines: Line[];
  /** Said where there are none. */
  empty: string;
}

/** @param permissions of the reader: what they may not open is not shown to be there */
export function recordSections(
  record: PersonRecord,
  permissions: ReadonlySet<string>,
  rightsHeld: RightsOfPerson,
): RecordSection[] {
  const { statements, rights } = rightsLines(rightsHeld, permissions);
  const sections: (RecordSection | null)[] = [
    { id: 'details', title: 'Details, and where they come from', lines: detailLines(record), empty: 'None.' },
    {
      ...{ id: 'statements', title: 'What the person disagrees with', lines: statements },
      empty: 'No statement of theirs stands beside a detail.',
    },
    rights === null
      ? null
      : { id: 'rights', title: 'Limits, objections and corrections', lines: rights, empty: 'None.' },
    {
      id: 'consents',
      title: 'Choices about contact',
      lines: consentLines(record),
      empty: 'No choice was made yet.',
    },
    { id: 'sessions', title: 'Sessions', lines: sessionLines(record), empty: 'Not signed in anywhere.' },
    { id: 'uploads', title: 'Uploads', lines: uploadLines(record), empty: 'None.' },
    {
      ...{ id: 'contacts', title: 'Questions, complaints and requests' },
      ...{ lines: contactLines(record, permissions), empty: 'None that you look after.' },
    },
    { id: 'mail', title: 'Mail', lines: mailLines(record), empty: 'None is kept on record.' },
    permissions.has('disclosures:manage')
      ? { id: 'disclosures', title: 'Disclosures', lines: disclosureLines(record), empty: 'None.' }
      : null,
    { id: 'openings', title: 'Who opened this page', lines: openingLines(record), empty: 'Nobody before.' },
  ];
  return sections.filter((section) => section !== null);
}

const fieldWords = {
  ...{ name: 'Name', email: 'Email address', telephone: 'Telephone' },
  'postal-address': 'Postal address',
} as const;

const sourceWords = { self: 'the person', lead: 'their lead officer', occ: 'us, on their word' } as const;

function detailLines({ details, former }: PersonRecord): Line[] {
  return [
    ...details.map(({ field, source, since, value }) => ({
      key: fieldWords[field],
      value: `${value ?? 'Left out'}: from ${sourceWords[source]}, ${formatDateTime(since)}`,
    })),
    ...former.map(({ kind, value, until }) => ({
      key: `Former ${fieldWords[kind].toLowerCase()}`,
      value: `${value}, until ${formatDateTime(until)}`,
    })),
  ];
}

const purposeNames: Readonly<Record<string, string>> = {
  ...{ sharing: 'Sharing contact details', products: 'Products and services', research: 'Research' },
};

function consentLines({ consents }: PersonRecord): Line[] {
  return consents.map(({ purpose, given, ways, channel, at, recordedBy }) => ({
    key: purposeNames[purpose] ?? purpose,
    value: [
      given ? `Yes, by ${ways.join(', ')}` : 'No',
      formatDateTime(at),
      recordedBy === null ? `by ${channel}` : `by ${channel}, recorded by account ${recordedBy}`,
    ].join('; '),
  }));
}

function sessionLines({ sessions }: PersonRecord): Line[] {
  return sessions.map((until, place) => ({
    key: `Session ${place + 1}`,
    value: `Ends by ${formatDateTime(until)} unless it is used`,
  }));
}

function uploadLines({ uploads: { count, last } }: PersonRecord): Line[] {
  if (count === 0 || last === null) return [];
  const value = `${formatCount(count, 'upload')}, the last on ${formatDateTime(last)}. What is in them belongs to the authority.`;
  return [{ key: 'Sent by this person', value }];
}

const desks: Readonly<
  Record<KeptContact['desk'], { one: string; needs: string; hrefOf: (reference: string) => string }>
> = {
  enquiries: { one: 'Enquiry', needs: 'enquiries:manage', hrefOf: paths.enquiry },
  complaints: { one: 'Complaint', needs: 'complaints:manage', hrefOf: paths.complaint },
  requests: { one: 'Request', needs: 'requests:manage', hrefOf: paths.dataRequest },
};

function contactLines({ contacts }: PersonRecord, permissions: ReadonlySet<string>): Line[] {
  return contacts
    .filter(({ desk }) => permissions.has(desks[desk].needs))
    .map(({ desk, reference, receivedAt, closedAt, notes }) => ({
      key: `${desks[desk].one} ${reference}`,
      value: `${formatDateTime(receivedAt)}; ${closedAt ? 'closed' : 'open'}; ${formatCount(notes, 'entry', 'entries')} in the contact log`,
      href: desks[desk].hrefOf(reference),
    }));
}

const letterStates: Readonly<Record<string, string>> = {
  ...{ queued: 'waits to be sent', sent: 'sent', dead: 'could not be sent', 'given-up': 'given up' },
};

function mailLines({ letters }: PersonRecord): Line[] {
  return letters.map(({ about, state, queuedAt, endedAt }) => ({
    key: about,
    value: `${letterStates[state] ?? state}, ${formatDateTime(endedAt ?? queuedAt)}`,
  }));
}

function disclosureLines({ disclosures }: PersonRecord): Line[] {
  return disclosures.map(({ reference, decidedAt, recipient }) => ({
    key: reference,
    value: `${formatDateTime(decidedAt)}, ${recipient}`,
    href: paths.disclosure(reference),
  }));
}

function openingLines({ openings }: PersonRecord): Line[] {
  return openings.map(({ at, actorId, reason, caseNumber }) => ({
    key: formatDateTime(at),
    value: [
      actorId === null ? 'SP-Bench itself' : `Account ${actorId}`,
      reason !== null && Object.hasOwn(openingReasons, reason)
        ? openingReasons[reason as keyof typeof openingReasons].toLowerCase()
        : '',
      caseNumber === null ? '' : `case ${caseNumber}`,
    ]
      .filter(Boolean)
      .join(', '),
  }));
}
