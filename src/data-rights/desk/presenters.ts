import { paths } from '../../paths.ts';
import { formatCount, formatDateTime } from '../../web/formatters.ts';
import { pagination, type PageAsked } from '../../web/pagination.ts';
import type { FieldError, Page } from '../../web/render.ts';
import { type Contact, type ContactNote, type Desk, type Details, noteWays, type Turn } from '../contact.ts';
import { answerWayWords, noteWayWords, wordsOfDetails } from '../presenters-words.ts';
import type { DeskCounts, ListedContact } from '../store.ts';
import type { TypedNote } from './forms.ts';

export const deskPaths: Readonly<
  Record<Desk, { all: string; one: (reference?: string) => string; answers: (reference?: string) => string }>
> = {
  enquiries: { all: paths.enquiries, one: paths.enquiry, answers: paths.enquiryAnswers },
  complaints: { all: paths.complaints, one: paths.complaint, answers: paths.complaintAnswers },
  requests: { all: paths.dataRequests, one: paths.dataRequest, answers: paths.dataRequestNotes },
};

const deskWords: Readonly<Record<Desk, { title: string; one: string; many: string }>> = {
  enquiries: { title: 'Enquiries', one: 'enquiry', many: 'enquiries' },
  complaints: { title: 'Complaints', one: 'complaint', many: 'complaints' },
  requests: { title: 'Requests about personal data', one: 'request', many: 'requests' },
};

interface DeskSeen {
  desk: Desk;
  isOpen: boolean;
  counts: DeskCounts;
  asked: PageAsked;
  contacts: readonly ListedContact[];
  now: Date;
}

export function deskPage({ desk, isOpen, counts, asked, contacts, now }: DeskSeen): Page {
  const { title, one, many } = deskWords[desk];
  const { all, one: hrefOf } = deskPaths[desk];
  const hrefOfPage = (page: number): string => `${all}?state=${isOpen ? 'open' : 'closed'}&page=${page}`;
  return {
    view: 'data-rights/desk',
    frame: { title, section: desk },
    page: {
      title,
      lead: leadOf(counts, deskWords[desk], now),
      filters: [
        { text: `Open (${counts.open})`, href: all, current: isOpen },
        { text: `Closed (${counts.closed})`, href: `${all}?state=closed`, current: !isOpen },
      ],
      caption: `${isOpen ? 'Open' : 'Closed'} ${many}, the newest first`,
      empty: isOpen ? `No ${one} is open.` : `No ${one} is closed yet.`,
      dateHead: isOpen ? 'Waiting' : 'Closed',
      rows: contacts.map(({ reference, details, receivedAt, closedAt }) => ({
        reference,
        href: hrefOf(reference),
        about: wordsOfDetails(details),
        received: formatDateTime(receivedAt),
        date: closedAt ? formatDateTime(closedAt) : waitOf(receivedAt, now),
      })),
      pagination: pagination(asked, isOpen ? counts.open : counts.closed, `Pages of ${many}`, hrefOfPage),
    },
  };
}

function leadOf(
  { open, oldest }: DeskCounts,
  { one, many }: { one: string; many: string },
  now: Date,
): string {
  if (oldest === null) return `Nothing waits: no ${one} is open.`;
  const wait = waitOf(oldest, now);
  return `${formatCount(open, one, many)} ${open === 1 ? 'is' : 'are'} open. The oldest has waited ${wait}.`;
}

const DAY_MS = 24 * 60 * 60 * 1000;

function waitOf(since: Date, now: Date): string {
  const days = Math.floor((now.getTime() - since.getTime()) / DAY_MS);
  return days < 1 ? 'less than a day' : formatCount(days, 'day');
}

const turnWords: Readonly<Record<Turn, string>> = { closed: ', and closed', open: ', and opened again' };

interface ContactSeen {
  desk: Desk;
  contact: Contact;
  notes: readonly ContactNote[];
  typed?: TypedNote;
  errors?: FieldError[];
}

export function contactPage({ desk, contact, notes, typed, errors = [] }: ContactSeen): Page {
  const { reference, closedAt, details, message } = contact;
  const what = wordsOfDetails(details);
  return {
    view: 'data-rights/contact',
    frame: { title: `${what} ${reference}`, section: desk, backLink: deskPaths[desk].all, errors },
    page: {
      title: what,
      reference,
      state: closedAt ? { text: 'Closed', colour: 'grey' } : { text: 'Open', colour: 'yellow' },
      facts: factsOf(contact),
      message: message || 'They wrote no more than that.',
      notes: notes.map(({ writtenAt, writtenBy, way, note, makes }) => ({
        heading: `${noteWayWords[way]}${makes ? turnWords[makes] : ''}`,
        by: `${writtenBy}, ${formatDateTime(writtenAt)}`,
        note,
      })),
      form: formOf(desk, contact, typed, errors),
    },
  };
}

function formOf(
  desk: Desk,
  { reference, closedAt }: Contact,
  typed: TypedNote | undefined,
  errors: FieldError[],
): object {
  return {
    action: deskPaths[desk].answers(reference),
    note: typed?.note ?? '',
    ways: noteWays.map((value) => ({ value, text: noteWayWords[value], checked: typed?.way === value })),
    turn: {
      ...(closedAt ? { value: 'open', text: 'Open it again' } : { value: 'closed', text: 'This closes it' }),
      checked: (typed?.makes ?? null) !== null,
    },
    errorOf: Object.fromEntries(errors.map(({ field, message }) => [field, message])),
  };
}

function factsOf({ receivedAt, closedAt, sender, userId, details }: Contact): object[] {
  const facts: [string, string | null][] = [
    ['Received', `${formatDateTime(receivedAt)}, by the form on the site`],
    ['Closed', closedAt && formatDateTime(closedAt)],
    ['Name', sender.name],
    ['Email address', sender.email],
    ['Phone number', sender.phone],
    ['Postal address', sender.address?.replaceAll('\n', ', ') ?? null],
    ...factsOfDetails(details),
  ];
  const rows = facts.flatMap(([key, value]) => (value === null ? [] : [{ key, value }]));
  return [...rows, accountRow(userId)];
}

function accountRow(userId: number | null): object {
  if (userId === null) return { key: 'Account', value: 'Was not signed in: nobody has checked who this is' };
  return {
    key: 'Account',
    value: `Was signed in with account ${userId}`,
    href: paths.user(userId),
    linkText: 'See it',
  };
}

function factsOfDetails(details: Details): [string, string | null][] {
  if (details.kind === 'problem') return [['Where it happened', details.page]];
  if (details.kind === 'complaint') return [['What would put it right', details.wanted]];
  if (details.kind === 'enquiry') return [];
  return [
    ['For whom', details.actsFor === null ? 'The sender' : `${details.actsFor}, whom the sender represents`],
    ['Answer', details.answerBy === null ? 'By any way given' : answerWayWords[details.answerBy]],
  ];
}
