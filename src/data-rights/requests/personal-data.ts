import type { PersonalColumn } from '../../platform/personal-data.ts';
import { kept as classes } from '../../platform/retention-classes.ts';

const kept = {
  lawfulBasis: 'legal-obligation',
  retention: classes.requestPart,
  onRemoval: { keep: 'Shows that a right was honoured, and when' },
} as const;

const staff = {
  ...kept,
  category: 'activity',
  purpose: 'Shows who at Oxford Computer Consultants worked on a request',
  onRemoval: { keep: 'The number stands for nobody once the account is removed' },
} as const;

/** What hangs on a request is about whoever asked and about whose data it is. */
const ofRequest = ['rights_request_id.user_id', 'rights_request_id.subject_id'];

const answering = 'Doing what somebody asks about their personal data, and answering';
const identity = 'Shows that it was made sure who asked, before anything was answered';

/** What a request holds on people beside what its form brought. */
export const requestPersonalData: readonly PersonalColumn[] = [
  {
    ...{ table: 'rights_requests', column: 'subject_id', whose: 'subject_id', ...kept, purpose: answering },
    ...{ category: 'identity', label: 'whose data a request is about', beside: ['reference', 'received_at'] },
  },
  {
    ...{ table: 'rights_requests', column: 'adjustments', ...kept, purpose: answering },
    ...{ through: ['subject_id'], retention: classes.requestSender },
    ...{ category: 'contact', label: 'what makes asking and answering easier' },
  },
  { table: 'rights_requests', column: 'entered_by', whose: 'entered_by', ...staff, purpose: answering },
  { table: 'rights_requests', column: 'assignee_id', whose: 'assignee_id', ...staff, purpose: answering },
  {
    ...{ table: 'request_events', column: 'note', through: ofRequest, ...kept, purpose: answering },
    ...{ category: 'contact', label: 'what was asked for, and the reasons', beside: ['kind', 'happened_on'] },
  },
  { table: 'request_events', column: 'recorded_by', ...staff },
  {
    ...{ table: 'identity_checks', column: 'seen', through: ofRequest, ...kept, purpose: identity },
    ...{ category: 'identity', label: 'what was looked at, never a copy of it', beside: ['checked_at'] },
  },
  {
    ...{ table: 'identity_checks', column: 'note', through: ofRequest, ...kept, purpose: identity },
    ...{ category: 'identity', label: 'note on the check' },
  },
  { table: 'identity_checks', column: 'checked_by', ...staff },
  {
    ...{ table: 'request_letters', column: 'user_id', ...kept, purpose: answering },
    ...{ category: 'identity', label: 'in whose account a letter can be read', through: ofRequest },
  },
  {
    ...{ table: 'request_letters', column: 'subject', ...kept, purpose: answering },
    ...{ category: 'contact', label: 'what a letter to you is about', beside: ['sent_at'] },
    ...{ through: ofRequest, retention: classes.requestSender },
  },
  {
    ...{ table: 'request_letters', column: 'body', ...kept, purpose: answering },
    ...{ category: 'contact', label: 'letter to you', through: ofRequest },
    retention: classes.requestSender,
  },
  { table: 'request_letters', column: 'written_by', whose: 'written_by', ...staff },
  { table: 'request_letters', column: 'sent_by', whose: 'sent_by', ...staff },
  {
    ...{ table: 'bank_holidays', column: 'added_by', ...staff },
    purpose: 'Shows who at Oxford Computer Consultants entered a bank holiday',
    retention: classes.bankHoliday,
  },
];
