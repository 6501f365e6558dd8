import { paths } from '../../paths.ts';
import { formatCount, formatDateOf, formatDateTime } from '../../web/formatters.ts';
import type { Page } from '../../web/render.ts';
import type { ClassPreview, RetentionRun, RunClass } from './retention-run.ts';

/** What people call the entries of a class. */
const titles: Readonly<Record<string, string>> = {
  failedSignIn: 'Failed attempts to sign in',
  invitation: 'Invitations',
  passwordReset: 'Links to choose a new password',
  emailChange: 'Changes of email addresses',
  directoryView: 'Who opened whose entry in the directory',
  accountRequest: 'Requests for accounts that were declined',
  letter: 'Letters that were sent or given up',
  letterContent: 'Text of letters that could not be sent',
  letterCopy: 'Letters that were laid down as files',
  mailing: 'Mailings',
  upload: 'Files that were rejected or only checked',
  reExtraction: 'Runs that read stored files again',
  enquiry: 'Questions and problems',
  complaint: 'Complaints',
  request: 'Requests about personal data',
  requestSender: 'Who sent requests, once they were removed',
  exportContent: 'Copies of somebody’s data that were never delivered',
  breach: 'Breaches',
  disclosure: 'Disclosures',
  register: 'Entries of registers',
  removal: 'Removals',
  bankHoliday: 'Bank holidays that were entered',
  auditVerification: 'Verifications of the audit trail',
  legalHold: 'Legal holds that have ended',
  retentionRun: 'Runs of this schedule',
};

export const titleOf = (key: string): string => titles[key] ?? key;

const number = (count: number): string => count.toLocaleString('en-GB');

interface OverviewView {
  previews: readonly ClassPreview[];
  runs: readonly RetentionRun[];
  dormant: { count: number; accounts: readonly { id: number; why: string; since: Date }[] };
  wasAsked: boolean;
}

export function overviewPage({ previews, runs, dormant, wasAsked }: OverviewView): Page {
  const title = 'Retention';
  const due = previews.reduce((sum, one) => sum + one.due - one.held, 0);
  return {
    view: 'data-rights/retention/overview',
    frame: { title, section: 'back-office', backLink: paths.backOffice },
    page: {
      title,
      notice: wasAsked ? 'The schedule is being carried out. The report appears below.' : null,
      lead: `Each night what is past its time is deleted. ${due === 0 ? 'Nothing is due now.' : `${formatCount(due, 'entry is', 'entries are')} due now.`}`,
      ...{ runHref: paths.retentionRuns, holdsHref: paths.holds },
      scheduleHref: paths.policy('retention'),
      classes: previews.map((one) => ({
        ...{ title: titleOf(one.key), words: one.words },
        ...{ due: number(one.due), held: number(one.held), soon: number(one.soon) },
      })),
      runs: runs.map((run) => ({
        ...{ href: paths.retentionRun(run.id), text: formatDateTime(run.startedAt), tag: tagOf(run) },
        ...{ by: byWords(run), deleted: number(sumOf(run, 'deleted')), held: number(sumOf(run, 'held')) },
      })),
      dormant: dormant.accounts.map(({ id, why, since }) => ({
        text: `Account ${id}, ${why === 'closed' ? 'closed' : 'never opened, made'} ${formatDateOf(since)}`,
        href: `${paths.newRemoval}?user=${id}`,
      })),
      dormantWords:
        dormant.count > dormant.accounts.length
          ? `These are ${number(dormant.accounts.length)} of ${number(dormant.count)}.`
          : null,
    },
  };
}

function tagOf({ state, classes }: RetentionRun): { text: string; colour: string } {
  if (state === 'running') return { text: 'At work', colour: 'blue' };
  if (state === 'broken-off') return { text: 'Broken off', colour: 'orange' };
  const failed = classes.filter(({ hasFailed }) => hasFailed).length;
  return failed > 0
    ? { text: `Done, but for ${formatCount(failed, 'class', 'classes')}`, colour: 'red' }
    : { text: 'Done', colour: 'green' };
}

const byWords = ({ askedBy }: RetentionRun): string => askedBy ?? 'The night’s own';

const sumOf = ({ classes }: RetentionRun, what: 'deleted' | 'held' | 'due'): number =>
  classes.reduce((sum, one) => sum + one[what], 0);

export function runPage(run: RetentionRun): Page {
  const title = `Retention, ${formatDateTime(run.startedAt)}`;
  return {
    view: 'data-rights/retention/run',
    frame: { title, section: 'back-office', backLink: paths.retention },
    page: {
      ...{ title, tag: tagOf(run) },
      facts: [
        { key: 'Asked for by', value: byWords(run) },
        { key: 'Began', value: formatDateTime(run.startedAt) },
        { key: 'Ended', value: run.endedAt ? formatDateTime(run.endedAt) : 'Not yet' },
        { key: 'Deleted', value: number(sumOf(run, 'deleted')) },
        { key: 'Held', value: number(sumOf(run, 'held')) },
      ],
      classes: run.classes.map((one) => ({
        ...{ title: titleOf(one.key), result: resultOf(one) },
        ...{ due: number(one.due), deleted: number(one.deleted), held: number(one.held) },
      })),
    },
  };
}

function resultOf({ hasFailed }: RunClass): { text: string; colour: string } {
  return hasFailed
    ? { text: 'Failed: tried again next night', colour: 'red' }
    : { text: 'Done', colour: 'green' };
}

/** The last question before the schedule is carried out by hand. */
export function askPage(previews: readonly ClassPreview[]): Page {
  const title = 'Carry out the retention schedule now';
  const due = previews.reduce((sum, one) => sum + one.due - one.held, 0);
  return {
    view: 'data-rights/step',
    frame: { title, section: 'back-office', backLink: paths.retention },
    page: {
      ...{ title, caption: null, notice: null, button: 'Carry it out', fields: [] },
      ...{ action: paths.retentionRuns, cancelHref: paths.retention },
      lead: `${formatCount(due, 'entry is', 'entries are')} due and not held. What is deleted does not come back.`,
      guidance: ['It is done every night anyway. What a legal hold covers stays.'],
    },
  };
}
