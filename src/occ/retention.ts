import { type RetentionHolder, rowsWithTerm } from '../platform/retention.ts';
import { kept } from '../platform/retention-classes.ts';

/** What the back office's own rooms keep for a time. */
export const occRetention: readonly RetentionHolder[] = [
  rowsWithTerm({
    ...{ class: kept.mailing, table: 'mailings', whose: ['created_by', 'sent_by'] },
    since: `case state when 'draft' then created_at else ended_at end`,
    // As long as a letter of it can be seen in the outbox, it can be seen what it said.
    only: 'not exists (select from outbox where mailing_id = mailings.id)',
  }),
  rowsWithTerm({
    ...{ class: kept.auditVerification, table: 'audit_verifications', since: 'asked_at' },
    whose: ['asked_by'],
  }),
];
