import type { Knex } from 'knex';
import { type RetentionHolder, rowsWithTerm } from '../../platform/retention.ts';
import { kept } from '../../platform/retention-classes.ts';

const REMOVED = '(removed)';

/** The moment from which nothing more is to be sent: the case is closed, and its person's removal certified; else null. */
const SETTLED = `(
  select greatest(rights_requests.closed_at, max(greatest(searched_at,
    (select max(settled_at) from removal_traces where removal_id = removals.id))))
  from removals where state = 'certified' and (case_reference = rights_requests.reference
    or plan -> 'people' @> to_jsonb(rights_requests.subject_id) or plan -> 'people' @> to_jsonb(rights_requests.user_id))
  having count(*) > 0)`;

/** Nobody whom it concerns is still there, or has a complaint open that may turn on it. */
const NOBODY_LEFT = `emptied_at is null and closed_at is not null
  and not exists (select from unnest(array[rights_requests.user_id, rights_requests.subject_id]) as person
    where person is not null and not exists (
      select from removals where state = 'certified' and plan -> 'people' @> to_jsonb(person)))
  and not exists (select from complaints where complaints.closed_at is null
    and complaints.user_id in (rights_requests.user_id, rights_requests.subject_id))`;

/**
 * Requests of people who were removed: reference, right, days and outcome stay, to show what was done; who they were, what
 * they wrote and what our letters said goes (full removal, C12). A hold, or an open complaint, makes it wait.
 */
export const senderRetention: RetentionHolder = rowsWithTerm({
  ...{ class: kept.requestSender, table: 'rights_requests', since: SETTLED, only: NOBODY_LEFT },
  ...{ whose: ['user_id', 'subject_id'], reference: 'reference', erase: emptySenders },
});

async function emptySenders(
  trx: Knex.Transaction,
  ids: readonly (number | string)[],
  at: Date,
): Promise<void> {
  await trx('rights_requests')
    .whereIn('id', ids)
    .update({
      ...{ name: REMOVED, email: null, phone: null, address: null, message: REMOVED, adjustments: null },
      acts_for: trx.raw('case when acts_for is null then null else ? end', [REMOVED]),
      emptied_at: at,
    });
  await trx('request_letters').whereIn('rights_request_id', ids).update({ subject: REMOVED, body: REMOVED });
}
