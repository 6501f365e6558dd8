import { paths } from '../../paths.ts';
import type { FieldError, Page } from '../../web/render.ts';
import { answerWays, type FormKind } from '../contact.ts';
import { answerWayWords, rightWords } from '../presenters-words.ts';
import type { Typed } from './forms.ts';
import { nextSteps, receivedWords } from './next-steps.ts';

const titles: Readonly<Record<FormKind, string>> = {
  enquiry: 'Ask a question or make a suggestion',
  problem: 'Report a problem with SP-Bench',
  complaint: 'Make a complaint',
  'data-request': 'Ask about your personal data',
};

const actions: Readonly<Record<FormKind, string>> = {
  enquiry: paths.newEnquiry,
  problem: paths.newProblem,
  complaint: paths.newComplaint,
  'data-request': paths.newDataRequest,
};

export const formTitle = (kind: FormKind): string => titles[kind];

export function formPage(kind: FormKind, typed: Typed, errors: FieldError[] = []): Page {
  return {
    view: `data-rights/${kind}`,
    frame: { title: titles[kind], backLink: paths.contact, errors },
    page: {
      title: titles[kind],
      action: actions[kind],
      typed,
      errorOf: Object.fromEntries(errors.map(({ field, message }) => [field, message])),
      contactHref: paths.contact,
      privacyHref: paths.privacy,
      retentionHref: paths.policy('retention'),
      problemHref: paths.newProblem,
      accountDataHref: paths.accountData,
      usesHref: paths.usesOfData,
      ...choicesOf(kind, typed),
    },
  };
}

function choicesOf(kind: FormKind, typed: Typed): object {
  if (kind === 'enquiry')
    return {
      topics: [
        { value: 'question', text: 'A question', checked: typed.topic !== 'suggestion' },
        { value: 'suggestion', text: 'A suggestion', checked: typed.topic === 'suggestion' },
      ],
    };
  if (kind !== 'data-request') return {};
  const isOther = typed.forWhom === 'other';
  return {
    rights: rightWords.map((right) => ({ ...right, checked: typed.right === right.value })),
    forWhom: [
      { value: 'myself', text: 'Myself', checked: !isOther },
      {
        value: 'other',
        text: 'Somebody I represent',
        hint: 'We ask you later to show that you may act for them.',
        checked: isOther,
      },
    ],
    answerWays: [
      {
        value: '',
        text: 'Any way that I gave above',
        checked: !answerWays.some((way) => way === typed.answerBy),
      },
      ...answerWays.map((value) => ({
        value,
        text: answerWayWords[value],
        checked: typed.answerBy === value,
      })),
    ],
  };
}

export const staleForm: FieldError[] = [
  {
    field: '',
    message:
      'This form was open for more than four hours, so it was not sent. Look through it and send it again.',
  },
];

export function tooManyForms(seconds: number): FieldError[] {
  const minutes = Math.max(1, Math.ceil(seconds / 60));
  const wait = minutes === 1 ? 'a minute' : `${minutes} minutes`;
  return [
    {
      field: '',
      message: `Too many forms came from your network, so this one was not sent. Wait ${wait} and send it again: everything you typed is still here. Or reach us by phone, email or post, which our contact page names.`,
    },
  ];
}

export function receivedPage(kind: FormKind, reference: string): Page {
  const title = receivedWords[kind];
  return {
    view: 'data-rights/received',
    frame: { title },
    page: {
      title,
      reference,
      steps: nextSteps[kind],
      contactHref: paths.contact,
      homeHref: paths.home,
    },
  };
}
