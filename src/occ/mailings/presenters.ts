import { mailingPurposes, purposeWords } from '../../accounts/index.ts';
import { paths } from '../../paths.ts';
import type { Letter } from '../../platform/mail/letter.ts';
import { formatCount, formatDateTime } from '../../web/formatters.ts';
import { type PageAsked, pagination } from '../../web/pagination.ts';
import type { FieldError, Page } from '../../web/render.ts';
import type { TypedMailing } from './forms.ts';
import { canBeChanged, canBeStarted, type Mailing, type MailingState, paragraphsOf } from './mailing.ts';

const stateWords: Readonly<Record<MailingState, { text: string; colour: string }>> = {
  draft: { text: 'Draft', colour: 'grey' },
  sending: { text: 'Sending', colour: 'yellow' },
  paused: { text: 'Paused', colour: 'orange' },
  sent: { text: 'Sent', colour: 'green' },
};

export function mailingsPage(mailings: readonly Mailing[], asked: PageAsked, total: number): Page {
  return {
    view: 'occ/mailings/index',
    frame: { title: 'Mailings', section: 'back-office', backLink: paths.backOffice },
    page: {
      newHref: paths.newMailing,
      mailings: mailings.map(({ id, subject, purpose, state, createdAt, letters }) => ({
        ...{ subject, href: paths.mailing(id), purpose: purposeWords[purpose].title },
        ...{ state: stateWords[state].text, colour: stateWords[state].colour },
        ...{ created: formatDateTime(createdAt), letters: String(letters) },
      })),
      pages: pagination(asked, total, 'Pages of mailings', (page) => `${paths.mailings}?page=${page}`),
    },
  };
}

export const emptyMailing: TypedMailing = { purpose: '', subject: '', body: '' };

/** @param id of the draft that is changed; null for a new mailing */
export function mailingFormPage(id: number | null, typed: TypedMailing, errors: FieldError[] = []): Page {
  const title = id === null ? 'Write a mailing' : 'Change the text';
  return {
    view: 'occ/mailings/form',
    frame: {
      ...{ title, section: 'back-office', errors },
      backLink: id === null ? paths.mailings : paths.mailing(id),
    },
    page: {
      title,
      action: id === null ? paths.newMailing : paths.mailingText(id),
      purposes: mailingPurposes.map((purpose) => ({
        ...{ value: purpose, text: purposeWords[purpose].title, checked: typed.purpose === purpose },
        hint: `They allowed this: “${purposeWords[purpose].wording}”`,
      })),
      typed,
      errorOf: Object.fromEntries(errors.map(({ field, message }) => [field, message])),
    },
  };
}

export interface MailingSeen {
  mailing: Mailing;
  /** The letter as it would be to whoever looks at it. */
  letter: Letter;
  /** The same as text, made as it will be. */
  preview: string;
  /** People who may be written to at this moment. */
  readers: number;
  /** Letters in the outbox, by their state. */
  counts: Partial<Record<string, number>>;
  said: unknown;
}

export function mailingPage({ mailing, letter, preview, readers, counts, said }: MailingSeen): Page {
  const { id, subject, body, purpose, state } = mailing;
  return {
    view: 'occ/mailings/show',
    frame: {
      ...{ title: subject, section: 'back-office', backLink: paths.mailings },
      mainAttributes: { 'data-state': state },
    },
    page: {
      ...{
        subject,
        name: letter.name,
        paragraphs: paragraphsOf(body),
        why: letter.unsubscribe?.why,
        preview,
      },
      said: said === 'test' ? 'The test is on its way to you.' : null,
      state: stateWords[state],
      facts: factsOf(mailing, counts),
      audience: `${formatCount(readers, 'person', 'people')} would get this now: those who say yes to “${purposeWords[purpose].title}”, by email, at the moment of sending.`,
      ...{
        readers,
        sendText: `${state === 'paused' ? 'Go on sending' : 'Send'} to ${formatCount(readers, 'person', 'people')}`,
      },
      changeHref: canBeChanged(mailing) ? paths.mailingText(id) : null,
      testAction: paths.mailingTest(id),
      sendAction: canBeStarted(mailing) ? paths.mailingSending(id) : null,
      pauseAction: state === 'sending' ? paths.mailingPause(id) : null,
      reloadHref: state === 'sending' ? paths.mailing(id) : null,
    },
  };
}

function factsOf(mailing: Mailing, counts: MailingSeen['counts']) {
  const { purpose, createdAt, startedAt, endedAt, letters } = mailing;
  const rows = [
    { key: 'About', value: purposeWords[purpose].title },
    { key: 'Written', value: formatDateTime(createdAt) },
  ];
  if (!startedAt) return rows;
  rows.push({ key: 'Started', value: formatDateTime(startedAt) });
  if (endedAt) rows.push({ key: 'Ended', value: formatDateTime(endedAt) });
  return [
    ...rows,
    { key: 'Letters written', value: String(letters) },
    { key: 'On their way', value: String(counts.queued ?? 0) },
    { key: 'Could not be sent', value: String(counts.dead ?? 0) },
    { key: 'Stopped, since consent was withdrawn', value: String(counts['given-up'] ?? 0) },
  ];
}
