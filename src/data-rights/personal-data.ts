import type { PersonalColumn } from '../platform/personal-data.ts';
import { kept as classes } from '../platform/retention-classes.ts';
import { breachPersonalData } from './breaches/personal-data.ts';
import { complaintPersonalData } from './complaints/personal-data.ts';
import { correctionPersonalData } from './corrections/personal-data.ts';
import { disclosurePersonalData } from './disclosures/personal-data.ts';
import { exportPersonalData } from './exports/personal-data.ts';
import { holdPersonalData } from './holds/personal-data.ts';
import { objectionPersonalData } from './objections/personal-data.ts';
import { registerPersonalData } from './registers/personal-data.ts';
import { requestPersonalData } from './requests/personal-data.ts';
import { restrictionPersonalData } from './restrictions/personal-data.ts';
import { retentionPersonalData } from './retention/personal-data.ts';

const enquiry = {
  lawfulBasis: 'legitimate-interests',
  retention: classes.enquiry,
  onRemoval: 'delete-row',
} as const;

const complaint = {
  lawfulBasis: 'legal-obligation',
  retention: classes.complaint,
  onRemoval: { keep: 'Shows how a complaint was dealt with, for as long as it can be taken further' },
} as const;

const request = {
  lawfulBasis: 'legal-obligation',
  retention: classes.request,
  onRemoval: { keep: 'Shows that a right was honoured, and when' },
} as const;

const purposes = {
  enquiries: 'Answering questions, suggestions and reports of problems',
  complaints: 'Looking into a complaint and answering it',
  rights_requests: 'Doing what somebody asks about their personal data, and answering',
} as const;

type Table = keyof typeof purposes;
type Kept = typeof enquiry | typeof complaint | typeof request;

/** Of what somebody else asked for them, a request is about its subject too: it names who asked. */
function throughOf(table: Table): Pick<PersonalColumn, 'through'> {
  return table === 'rights_requests' ? { through: ['subject_id'] } : {};
}

/** What each of the three tables holds on whoever wrote. */
function senderColumns(table: Table, kept: Kept): PersonalColumn[] {
  const own = { table, purpose: purposes[table], ...kept, ...throughOf(table) };
  const said = { ...own, ...(table === 'rights_requests' && { retention: classes.requestSender }) };
  return [
    { ...own, column: 'user_id', category: 'identity', label: 'account, where the sender was signed in' },
    { ...said, column: 'name', category: 'identity' },
    { ...said, column: 'email', category: 'contact' },
    { ...said, column: 'phone', category: 'contact' },
    { ...said, column: 'address', category: 'contact', label: 'postal address' },
    {
      ...said,
      column: 'message',
      category: 'contact',
      label: 'what was written',
      beside: ['reference', 'received_at'],
    },
  ];
}

/** What is held on people who write to OCC by the public forms. */
export const dataRightsPersonalData: readonly PersonalColumn[] = [
  ...requestPersonalData,
  ...exportPersonalData,
  ...senderColumns('enquiries', enquiry),
  {
    ...{ table: 'enquiries', column: 'page', purpose: purposes.enquiries, ...enquiry },
    ...{ category: 'contact', label: 'where a problem happened' },
  },
  ...senderColumns('complaints', complaint),
  {
    ...{ table: 'complaints', column: 'wanted', purpose: purposes.complaints, ...complaint },
    ...{ category: 'contact', label: 'what would put it right' },
  },
  ...complaintPersonalData,
  ...senderColumns('rights_requests', request),
  {
    ...{ table: 'rights_requests', column: 'wanted_right', purpose: purposes.rights_requests, ...request },
    ...throughOf('rights_requests'),
    ...{ category: 'contact', label: 'which right is used' },
  },
  {
    ...{ table: 'rights_requests', column: 'acts_for', purpose: purposes.rights_requests, ...request },
    ...throughOf('rights_requests'),
    ...{ category: 'identity', label: 'whom the sender represents', retention: classes.requestSender },
  },
  {
    ...{ table: 'rights_requests', column: 'answer_by', purpose: purposes.rights_requests, ...request },
    ...throughOf('rights_requests'),
    ...{ category: 'contact', label: 'how the answer is wanted' },
  },
  {
    table: 'contact_notes',
    column: 'note',
    category: 'contact',
    purpose: 'Shows what was answered, so that nobody has to ask twice',
    lawfulBasis: 'legitimate-interests',
    retention: classes.contactNote,
    onRemoval: { keep: 'Goes with what it is about' },
    ...{ label: 'what was noted about it', beside: ['written_at', 'way'] },
    through: [
      ...['enquiry_id.user_id', 'complaint_id.user_id'],
      ...['rights_request_id.user_id', 'rights_request_id.subject_id'],
    ],
  },
  {
    table: 'contact_notes',
    column: 'written_by',
    category: 'activity',
    purpose: 'Shows who at Oxford Computer Consultants answered',
    lawfulBasis: 'legitimate-interests',
    retention: classes.contactNote,
    onRemoval: { keep: 'The number stands for nobody once the account is removed' },
  },
  ...breachPersonalData,
  ...disclosurePersonalData,
  ...registerPersonalData,
  ...correctionPersonalData,
  ...restrictionPersonalData,
  ...objectionPersonalData,
  ...holdPersonalData,
  ...retentionPersonalData,
];
