import type { Knex } from 'knex';
import {
  lastFailures,
  openRecords,
  openRemovals,
  openWork as openContacts,
  type OpenWork as OpenContacts,
  requestTotals,
} from './data-rights/index.ts';
import { type OpenWork, requestWork, trainingWork } from './occ/index.ts';
import { paths } from './paths.ts';
import { today } from './platform/clock.ts';
import { oldestDeadLetter, outboxCounts } from './platform/mail/store.ts';

/** What waits for OCC elsewhere than in the back office's own rooms. */
export async function openWork(
  db: Knex,
  { userId, now }: { userId: number; now: Date },
): Promise<OpenWork[]> {
  const day = today(() => now);
  const [mail, oldestMail, { enquiries, complaints }, requests, removals, records, failures] =
    await Promise.all([
      outboxCounts(db),
      oldestDeadLetter(db),
      openContacts(db),
      requestTotals({ db, clock: () => now }, userId),
      openRemovals(db),
      openRecords(db, { userId, today: day }),
      lastFailures(db),
    ]);
  const rest = ({ open, oldest }: OpenContacts): Pick<OpenWork, 'count' | 'oldest'> => ({
    count: open,
    oldest,
  });
  return [
    requestWork(requests),
    { title: 'Removals', href: paths.removals, needs: 'removals:manage', ...rest(removals) },
    {
      ...{ title: 'Corrections with somebody to tell', href: paths.corrections, needs: 'requests:manage' },
      ...rest(records.corrections),
    },
    {
      ...{ title: 'Limits with somebody to tell', href: paths.restrictions, needs: 'requests:manage' },
      ...rest(records.restrictions),
    },
    {
      ...{ title: 'Removals with somebody to tell', href: paths.removals, needs: 'removals:manage' },
      ...rest(records.removals),
    },
    {
      ...{ title: 'Objections to decide', href: paths.objections, needs: 'requests:manage' },
      ...rest(records.objections),
    },
    { title: 'Breaches', href: paths.breaches, needs: 'breaches:manage', ...rest(records.breaches) },
    { title: 'Complaints', href: paths.complaints, needs: 'complaints:manage', ...rest(complaints) },
    { title: 'Enquiries', href: paths.enquiries, needs: 'enquiries:manage', ...rest(enquiries) },
    {
      ...{ title: 'Mail that could not be sent', href: paths.mail, needs: 'mail:manage' },
      ...{ count: mail.dead, oldest: oldestMail },
    },
    {
      ...{ title: 'Disclosures to look at again', href: paths.disclosures, needs: 'disclosures:manage' },
      ...rest(records.disclosures),
    },
    {
      ...{ title: 'Entries of registers to look at again', href: paths.registers, needs: 'registers:manage' },
      ...rest(records.registers),
    },
    {
      ...{ title: 'Legal holds to look at again', href: paths.holds, needs: 'holds:manage' },
      ...rest(records.holds),
    },
    {
      ...{ title: 'Kinds of data that could not be deleted in time', href: paths.retention },
      ...{ needs: 'retention:manage', ...rest(failures) },
    },
    trainingWork(records.trainedUntil, day),
  ];
}
