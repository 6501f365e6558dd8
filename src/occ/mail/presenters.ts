import { paths } from '../../paths.ts';
import type { FaultWord } from '../../platform/mail/fault.ts';
import type { OutboxEntry } from '../../platform/mail/store.ts';
import { DEAD_LETTER_DAYS } from '../../platform/retention-classes.ts';
import { formatCount, formatDateTime } from '../../web/formatters.ts';
import { pagination, type PageAsked } from '../../web/pagination.ts';
import type { Page } from '../../web/render.ts';

interface MailSeen {
  counts: { queued: number; dead: number };
  asked: PageAsked;
  dead: readonly OutboxEntry[];
  waiting: readonly OutboxEntry[];
}

const faultSentences: Readonly<Record<FaultWord, string>> = {
  'recipient-refused': 'The address was refused. Check it with its owner before you send again.',
  'message-refused': 'The message was refused by the recipient’s mail server.',
  'sender-refused': 'Our sender address was refused. MAIL_FROM has to be put right.',
  'sign-in-refused': 'Our mail server refused us. SMTP_URL has to be put right.',
  busy: 'The mail server could not take it then.',
  unreachable: 'The mail server could not be reached.',
  'not-written': 'The file could not be written. Look whether the disk is full.',
  unreadable: 'The letter could not be opened. A key is missing from the secrets file.',
};

export function mailPage({ counts, asked, dead, waiting }: MailSeen): Page {
  return {
    view: 'occ/mail',
    frame: { title: 'Mail', section: 'back-office', backLink: paths.backOffice },
    page: {
      title: 'Mail',
      lead: leadOf(counts),
      keptDays: DEAD_LETTER_DAYS,
      dead: dead.map(deadRow),
      pagination: pagination(asked, counts.dead, 'Pages of mail', (page) => `${paths.mail}?page=${page}`),
      waiting: waiting.map(waitingRow),
      moreWaiting:
        counts.queued > waiting.length
          ? `${formatCount(counts.queued - waiting.length, 'more letter')} ${counts.queued - waiting.length === 1 ? 'waits' : 'wait'}.`
          : '',
    },
  };
}

function leadOf({ queued, dead }: MailSeen['counts']): string {
  const waits =
    queued === 0
      ? 'None waits.'
      : `${formatCount(queued, 'letter')} ${queued === 1 ? 'waits' : 'wait'} to be sent.`;
  return dead === 0
    ? `No letter has failed. ${waits}`
    : `${formatCount(dead, 'letter')} could not be sent. ${waits}`;
}

function deadRow(entry: OutboxEntry): object {
  return {
    ...letterOf(entry),
    failed: entry.endedAt ? formatDateTime(entry.endedAt) : '',
    fault: faultIn(entry),
    sendAction: entry.hasContent ? paths.mailSending(entry.id) : null,
    endAction: entry.hasContent ? paths.mailEnding(entry.id) : null,
  };
}

function waitingRow(entry: OutboxEntry): object {
  return { ...letterOf(entry), due: formatDateTime(entry.dueAt), fault: faultIn(entry) || 'None yet' };
}

/** Who it is to is not said here: an account's page tells it to those who may see it. */
function letterOf({ id, about, userId, queuedAt, attempts }: OutboxEntry): object {
  return {
    number: id,
    about: inWords(about),
    to: userId === null ? null : { text: `Account ${userId}`, href: paths.user(userId) },
    queued: formatDateTime(queuedAt),
    attempts,
  };
}

/** `password-reset` as "Password reset". */
function inWords(about: string): string {
  return about.charAt(0).toUpperCase() + about.slice(1).replaceAll('-', ' ');
}

function faultIn({ lastFault, lastCode }: OutboxEntry): string {
  if (lastFault === null) return '';
  return lastCode === null ? faultSentences[lastFault] : `${faultSentences[lastFault]} (${lastCode})`;
}
