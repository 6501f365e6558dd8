import { senderRetention } from '../requests/retention.ts';
import { lapseExports } from '../exports/expire-exports.ts';
import { LAST_WORKED_ON, NOT_DELIVERED } from '../exports/store-ending.ts';
import { dayBegins, type RetentionHolder, rowsWithTerm } from '../../platform/retention.ts';
import { kept } from '../../platform/retention-classes.ts';

const closed = { since: 'closed_at', reference: 'reference' };

/** Cases, logs and registers, each with everything that belongs to it; holds that have ended; and what runs have done. */
export const caseRetention: readonly RetentionHolder[] = [
  rowsWithTerm({ ...closed, class: kept.enquiry, table: 'enquiries', whose: ['user_id'] }),
  rowsWithTerm({ ...closed, class: kept.complaint, table: 'complaints', whose: ['user_id'] }),
  rowsWithTerm({
    ...{ ...closed, class: kept.request, table: 'rights_requests', whose: ['user_id', 'subject_id'] },
    erase: async (trx, ids) => {
      // What was done on a request stays as long as the account, without saying which request it was.
      for (const table of ['corrections', 'disagreements', 'restrictions', 'objections'])
        await trx(table).whereIn('rights_request_id', ids).update({ rights_request_id: null });
      await trx('rights_requests').whereIn('id', ids).delete();
    },
  }),
  senderRetention,
  rowsWithTerm({
    ...{ class: kept.exportContent, table: 'access_exports', only: NOT_DELIVERED, since: LAST_WORKED_ON },
    ...{ whose: ['user_id'], erase: lapseExports },
    reference: '(select reference from rights_requests where rights_requests.id = rights_request_id)',
  }),
  rowsWithTerm({ ...closed, class: kept.breach, table: 'breaches', whose: ['reported_by'] }),
  rowsWithTerm({
    ...{ class: kept.disclosure, table: 'disclosures', since: 'decided_at' },
    ...{ whose: ['user_id'], reference: 'reference' },
  }),
  rowsWithTerm({
    ...{ class: kept.register, table: 'register_entries', since: dayBegins('ended_on') },
    whose: ['user_id'],
  }),
  rowsWithTerm({
    ...{ class: kept.removal, table: 'removals', since: 'decided_at' },
    ...{ only: `state in ('refused', 'certified')` },
    ...{ whose: ['user_id'], authority: 'authority_id', reference: 'case_reference' },
    erase: async (trx, ids) => {
      await trx('removal_traces').whereIn('removal_id', ids).delete();
      await trx('removals').whereIn('id', ids).delete();
    },
  }),
  rowsWithTerm({
    ...{ class: kept.bankHoliday, table: 'bank_holidays', key: 'day', since: dayBegins('day') },
  }),
  rowsWithTerm({
    ...{ class: kept.legalHold, table: 'legal_holds', whose: ['user_id'], authority: 'authority_id' },
    ...{ since: '(select ended_at from legal_hold_ends where hold_id = legal_holds.id)' },
    reference: 'case_reference',
  }),
  rowsWithTerm({
    ...{ class: kept.retentionRun, table: 'retention_runs', since: 'ended_at', whose: ['asked_by'] },
  }),
];
