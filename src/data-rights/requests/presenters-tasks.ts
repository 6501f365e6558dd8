import { paths } from '../../paths.ts';
import { formatDay } from '../../web/formatters.ts';
import type { FieldError, Page } from '../../web/render.ts';
import { rightName } from '../presenters-words.ts';
import { groundFor } from '../restrictions/restriction.ts';
import { one, type Typed } from './forms.ts';
import { clockRows } from './presenters-case.ts';
import * as words from './presenters-words.ts';
import * as cases from './request-case.ts';
import { answerOf, askedFor, isAwaited, type SeenCase } from './rules/case-facts.ts';
import { faultOfExtension } from './rules/may.ts';
import type { TaskName } from './rules/tasks.ts';
import type { Person } from './store-people.ts';

/** What every page of a task is made from. */
export interface TaskView {
  seen: SeenCase;
  typed: Typed;
  errors: FieldError[];
}

interface Choice {
  value: string;
  text: string;
  hint?: string;
}

function choices(
  typed: Typed,
  name: string,
  all: Readonly<Record<string, string>>,
): (Choice & { checked: boolean })[] {
  return Object.entries(all).map(([value, text]) => ({
    value,
    text,
    checked: (typed[name] ?? []).includes(value),
  }));
}

function taskPage(view: string, title: string, { seen, errors }: TaskView, page: object): Page {
  const { reference, right } = seen.request;
  return {
    view: `data-rights/requests/${view}`,
    frame: {
      title: `${title}: ${reference}`,
      section: 'requests',
      backLink: paths.dataRequest(reference),
      errors,
    },
    page: {
      ...{ title, caption: `${reference}, ${rightName(right)}`, backHref: paths.dataRequest(reference) },
      errorOf: Object.fromEntries(errors.map(({ field, message }) => [field, message])),
      ...page,
    },
  };
}

const today = ({ seen }: TaskView): string => seen.today.split('-').reverse().join('/');
const typedOr = ({ typed }: TaskView, name: string, otherwise: string): string =>
  name in typed ? one(typed, name) : otherwise;
const hrefOf = (task: TaskName, { seen }: TaskView): string =>
  paths.dataRequestTask(task, seen.request.reference);

/** Asking for something, what was asked, and, of identity, the check. */
export function askedPage(what: cases.Askable, view: TaskView): Page {
  const { seen, typed } = view;
  const { reference } = seen.request;
  const own = words.askWords[what];
  const isOpen = isAwaited(seen.events, what);
  return taskPage('asked', own.title, view, {
    ...{
      rule: own.rule,
      isOpen,
      on: typedOr(view, 'on', today(view)),
      cameOn: typedOr(view, 'cameOn', today(view)),
    },
    asked: askedFor(seen.events, what).map(({ askedOn, receivedOn }) => ({
      key: `Asked ${formatDay(askedOn)}`,
      value: receivedOn === null ? 'Has not come yet' : `Came ${formatDay(receivedOn)}`,
    })),
    asking: {
      title: own.asked,
      action: paths.dataRequestAsking(what, reference),
      label: own.wordsLabel,
      hint: own.wordsHint,
      words: typedOr(view, 'words', own.start),
    },
    receipt: { title: own.came, action: paths.dataRequestReceipt(what, reference), note: one(typed, 'note') },
    waiver: what === 'fee' && isOpen ? paths.dataRequestFeeWaiver(reference) : null,
    fee:
      what === 'fee'
        ? { grounds: choices(typed, 'ground', words.feeWords), pounds: one(typed, 'pounds') }
        : null,
    check: what === 'identity' ? checkForm(view) : null,
  });
}

function checkForm({ seen, typed }: TaskView): object {
  return {
    action: paths.dataRequestIdentityCheck(seen.request.reference),
    seen: choices(typed, 'seen', words.evidenceWords),
    ways: choices(typed, 'way', words.checkWayWords),
    copies: choices(typed, 'copies', words.copyWords),
    results: choices(typed, 'isConfirmed', {
      yes: 'Yes, they are who they say they are',
      no: 'No, I am not satisfied',
    }),
    email: choices(typed, 'confirmsEmail', {
      yes: 'The e-mail address they gave is their own: answers may go there',
    }),
    hasEmail: seen.request.sender.email !== null,
    note: one(typed, 'checkNote'),
  };
}

export function personPage(
  view: TaskView,
  found: readonly Person[],
  q: string,
  subject: Person | null,
): Page {
  const { seen, typed } = view;
  const said = one(typed, 'subject');
  const wordsOf = ({ name, email, authority }: Person): string =>
    `${name}, ${email}, ${authority ?? 'Oxford Computer Consultants'}`;
  return taskPage('person', words.taskTitles.person.title, view, {
    ...{ action: hrefOf('person', view), q },
    sender: `${seen.request.sender.name}${seen.request.actsFor === null ? '' : `, for ${seen.request.actsFor}`}`,
    now: subject
      ? `Linked to ${wordsOf(subject)}`
      : seen.request.isLinked
        ? 'Nothing is held on them'
        : 'Not said yet',
    limit:
      groundFor(seen.request.right) === null
        ? null
        : [
            {
              ...{ value: 'yes', text: 'Limit the use of their data from now on, while it is checked' },
              hint: 'Stored and not used: good practice until it is settled. They are told at once, and before it is lifted.',
              checked: !('subject' in typed) || one(typed, 'limit') === 'yes',
            },
          ],
    people: [
      ...found.map((person) => ({
        value: String(person.id),
        text: wordsOf(person),
        checked: said === String(person.id),
      })),
      {
        value: 'nobody',
        text: 'Nobody: we have looked, and hold nothing on them',
        checked: said === 'nobody',
      },
    ],
  });
}

export function extensionPage(view: TaskView): Page {
  const fault = faultOfExtension(view.seen, view.seen.today);
  return taskPage('extension', words.taskTitles.extension.title, view, {
    action: hrefOf('extension', view),
    clock: clockRows(view.seen),
    refused: fault === null ? null : words.faultWords[fault].message,
    on: typedOr(view, 'on', today(view)),
    grounds: choices(view.typed, 'ground', words.extensionWords),
    reasons: one(view.typed, 'reasons'),
  });
}

export function refusalPage(view: TaskView): Page {
  return taskPage('refusal', words.taskTitles.refusal.title, view, {
    action: hrefOf('refusal', view),
    on: typedOr(view, 'on', today(view)),
    scopes: choices(view.typed, 'scope', { whole: 'All of it', part: 'A part of it' }),
    grounds: choices(view.typed, 'ground', words.refusalGroundWords),
    reasons: one(view.typed, 'reasons'),
  });
}

export function reviewPage(view: TaskView): Page {
  return taskPage('review', words.taskTitles.review.title, view, {
    action: hrefOf('review', view),
    decisionsHref: `${paths.documentation}/automatic-decisions`,
    on: typedOr(view, 'on', today(view)),
    found: choices(view.typed, 'found', words.reviewWords),
    words: one(view.typed, 'words'),
  });
}

export function answerPage(view: TaskView): Page {
  const said = one(view.typed, 'outcome');
  return taskPage('answer', words.taskTitles.answer.title, view, {
    action: hrefOf('answer', view),
    isAnswered: answerOf(view.seen.events) !== null,
    on: typedOr(view, 'on', today(view)),
    outcomes: cases.outcomes.map((value) => ({
      value,
      ...words.outcomeWords[value],
      checked: said === value,
    })),
    note: one(view.typed, 'note'),
    lettersHref: hrefOf('letters', view),
  });
}

export function closingPage(view: TaskView): Page {
  return taskPage('closing', words.taskTitles.closing.title, view, {
    action: hrefOf('closing', view),
    isAnswered: answerOf(view.seen.events) !== null,
    answerHref: hrefOf('answer', view),
  });
}
