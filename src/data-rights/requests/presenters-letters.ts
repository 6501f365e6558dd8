import { paths } from '../../paths.ts';
import { formatCount, formatDateOf, formatDateTime, formatDay } from '../../web/formatters.ts';
import type { FieldError, Page } from '../../web/render.ts';
import { ownRights } from '../presenters-rights.ts';
import type { OwnPackage } from '../exports/presenters-delivery.ts';
import { rightName } from '../presenters-words.ts';
import type { RightsOfPerson } from '../rights-of-person.ts';
import { one, type Typed } from './forms.ts';
import { letterTitle } from './letter-templates.ts';
import { sentWayWords } from './presenters-case.ts';
import { standingTags } from './presenters-words.ts';
import {
  letterKinds,
  type LetterKind,
  type LetterText,
  type RequestLetter,
  type SendingWay,
} from './request-letter.ts';
import type { RequestCase } from './request-case.ts';
import type { SeenCase } from './rules/case-facts.ts';
import type { OwnLetter } from './store-letters.ts';

const errorsByField = (errors: readonly FieldError[]): Record<string, string> =>
  Object.fromEntries(errors.map(({ field, message }) => [field, message]));

const stateOf = ({ sentAt, sentWay }: RequestLetter): { text: string; colour: string } =>
  sentAt && sentWay
    ? { text: `Sent ${formatDateOf(sentAt)}`, colour: 'green' }
    : { text: 'Not sent yet', colour: 'yellow' };

/** Every letter of a case, and the kinds of letter that can be begun. */
export function lettersPage({ reference }: RequestCase, letters: readonly RequestLetter[]): Page {
  const newest = letters.filter(
    ({ number, version }) => !letters.some((other) => other.number === number && other.version > version),
  );
  return {
    view: 'data-rights/requests/letters',
    frame: { title: `Letters: ${reference}`, section: 'requests', backLink: paths.dataRequest(reference) },
    page: {
      ...{ caption: reference, action: paths.newRequestLetter(reference) },
      rows: newest.map((letter) => ({
        ...{
          subject: letter.subject,
          href: paths.requestLetter(reference, letter.number),
          state: stateOf(letter),
        },
        written: `${letter.writtenBy}, ${formatDateTime(letter.writtenAt)}`,
        versions: formatCount(letter.version, 'version'),
      })),
      kinds: letterKinds.map((kind) => ({ value: kind, text: letterTitle(kind) })),
    },
  };
}

/** Writing a letter, or a new version of one. @param number null for a new one */
export function letterTextPage(
  { reference }: RequestCase,
  { number, kind, text }: { number: number | null; kind: LetterKind; text: LetterText },
  errors: FieldError[] = [],
): Page {
  const title = number === null ? `Write a letter: ${letterTitle(kind)}` : 'Change the letter';
  const back =
    number === null ? paths.dataRequestTask('letters', reference) : paths.requestLetter(reference, number);
  return {
    view: 'data-rights/requests/letter-text',
    frame: { title: `${title}: ${reference}`, section: 'requests', backLink: back, errors },
    page: {
      ...{
        title,
        caption: reference,
        kind: number === null ? kind : null,
        text,
        errorOf: errorsByField(errors),
      },
      action:
        number === null ? paths.newRequestLetter(reference) : paths.requestLetterText(reference, number),
    },
  };
}

export interface LetterView {
  request: RequestCase;
  /** Its versions, the oldest first. */
  versions: readonly RequestLetter[];
  ways: readonly SendingWay[];
  typed: Typed;
  errors?: FieldError[];
}

const wayHints: Readonly<Record<SendingWay, string>> = {
  account: 'An e-mail says that there is a letter; it is read after signing in',
  email: 'The text is the e-mail, to the address they gave',
  post: 'Print this page first: this only records that it went',
};

/** A letter as it is printed, with its versions and the form that sends it. */
export function letterPage({ request, versions, ways, typed, errors = [] }: LetterView): Page {
  const { reference } = request;
  const letter = versions.at(-1);
  if (!letter) throw new Error('A letter has a version.');
  const { number, version, subject, body, sentAt, sentWay } = letter;
  return {
    view: 'data-rights/requests/letter',
    frame: {
      title: subject,
      section: 'requests',
      backLink: paths.dataRequestTask('letters', reference),
      errors,
    },
    page: {
      ...{ subject, body, caption: reference, state: stateOf(letter), errorOf: errorsByField(errors) },
      sent:
        sentAt && sentWay
          ? `${sentWayWords[sentWay]}, ${formatDateTime(sentAt)}. It can no longer be changed.`
          : null,
      changeHref: paths.requestLetterText(reference, number),
      caseHref: paths.dataRequest(reference),
      versions: versions.map(
        (one) => `Version ${one.version}: ${one.writtenBy}, ${formatDateTime(one.writtenAt)}`,
      ),
      sending: {
        ...{ action: paths.requestLetterSending(reference, number), version },
        ways: ways.map((way) => ({
          ...{ value: way, text: sentWayWords[way], hint: wayHints[way], checked: one(typed, 'way') === way },
        })),
      },
    },
  };
}

/** What a person sees of their own requests, and the letters that wait for them. */
export function ownRequestsPage(
  own: readonly SeenCase[],
  letters: readonly OwnLetter[],
  { packages, rights }: { packages: readonly OwnPackage[]; rights: RightsOfPerson },
): Page {
  const title = 'Your requests and letters';
  return {
    view: 'data-rights/requests/own',
    frame: { title, backLink: paths.accountData },
    page: {
      ...{ title, newHref: paths.newDataRequest, dataHref: paths.accountData, packages },
      rights: ownRights(rights),
      letters: letters.map(({ id, subject, sentAt }) => ({
        ...{ subject, href: paths.ownLetter(id), sent: formatDateOf(sentAt) },
      })),
      requests: own.map((seen) => ({
        ...{ reference: seen.request.reference, about: rightName(seen.request.right) },
        received: formatDay(seen.request.receivedOn),
        state: ownState(seen),
        due: ownDue(seen),
      })),
    },
  };
}

/** What is ours to be hurried about is not theirs to be worried with: of the time only what they can do something about. */
function ownState({ standing }: SeenCase): { text: string; colour: string } {
  if (standing === 'waiting' || standing === 'paused') return { text: 'Waiting for you', colour: 'yellow' };
  if (standing === 'answered' || standing === 'closed') return { text: 'Answered', colour: 'green' };
  return standing === 'overdue' ? standingTags.overdue : { text: 'In hand', colour: 'teal' };
}

function ownDue({ standing, clock }: SeenCase): string {
  if (standing === 'answered' || standing === 'closed') return '–';
  return clock.kind === 'running' ? formatDay(clock.limit) : 'When we have what we asked you for';
}

export function ownLetterPage({ subject, body, sentAt, reference }: OwnLetter): Page {
  return {
    view: 'data-rights/requests/own-letter',
    frame: { title: subject, backLink: paths.ownRequests },
    page: { subject, body, reference, sent: formatDateOf(sentAt) },
  };
}
