import { paths } from '../../paths.ts';
import { formatDay } from '../../web/formatters.ts';
import type { FieldError, Page } from '../../web/render.ts';
import { fieldsShown } from '../registers/presenters-fields.ts';
import type { TypedValues } from '../registers/specification/field.ts';
import type { Recipient, ToldKind, ToldOf } from './recipient.ts';
import {
  knownFromWords,
  outcomeWords,
  recipientFields,
  settleFields,
  toldWords,
} from './specification/recipient-fields.ts';

/** Where the one stands that they are told of, and its recipients below it. */
export const toldPaths: Readonly<
  Record<
    ToldKind,
    {
      page: (id: number) => string;
      recipient: (id: number, recipient: number) => string;
      add: (id: number) => string;
    }
  >
> = {
  correction: {
    ...{ page: paths.correction, recipient: paths.correctionRecipient, add: paths.newCorrectionRecipient },
  },
  restriction: {
    ...{ page: paths.restriction, recipient: paths.restrictionRecipient, add: paths.newRestrictionRecipient },
  },
  removal: { page: paths.removal, recipient: paths.removalRecipient, add: paths.newRemovalRecipient },
};

interface TaskShown {
  title: string;
  hint: string;
  href: string | null;
  tag: { text: string; colour: string };
}

/** A task a recipient, open until it is settled; and one for whoever is in no record of ours. */
export function recipientTasks(
  { kind, id }: Pick<ToldOf, 'kind' | 'id'>,
  recipients: readonly Recipient[],
): TaskShown[] {
  return [
    ...recipients.map((one) => recipientTask({ kind, id }, one)),
    {
      ...{ title: 'Add somebody else', href: toldPaths[kind].add(id), hint: 'Who is in no record of ours' },
      tag: { text: 'If needed', colour: 'grey' },
    },
  ];
}

function recipientTask(
  { kind, id: whole }: Pick<ToldOf, 'kind' | 'id'>,
  { id, recipient, knownFrom, outcome, settledOn, reason }: Recipient,
): TaskShown {
  if (outcome === null || settledOn === null)
    return {
      ...{ title: recipient, hint: knownFromWords[knownFrom], href: toldPaths[kind].recipient(whole, id) },
      tag: { text: 'To be told', colour: 'yellow' },
    };
  return {
    ...{ title: recipient, href: null },
    hint: [formatDay(settledOn), ...(reason === null ? [] : [reason])].join(': '),
    tag: { text: outcomeWords[outcome].text, colour: outcome === 'told' ? 'green' : 'grey' },
  };
}

export function settlePage(
  of: ToldOf,
  recipient: Recipient,
  typed: TypedValues,
  errors: FieldError[] = [],
): Page {
  return step(of, errors, {
    ...{ title: recipient.recipient, button: 'Save' },
    action: toldPaths[of.kind].recipient(of.id, recipient.id),
    lead: `${toldWords[of.kind].tell} Only what is impossible or out of all proportion is left out, with a reason.`,
    fields: fieldsShown(settleFields, typed, errors),
  });
}

export function addPage(of: ToldOf, typed: TypedValues, errors: FieldError[] = []): Page {
  return step(of, errors, {
    ...{ title: toldWords[of.kind].addTitle, button: 'Add', action: toldPaths[of.kind].add(of.id) },
    lead: 'They are told like the others.',
    fields: fieldsShown(recipientFields(of.kind), typed, errors),
  });
}

function step(
  { kind, id, caption }: ToldOf,
  errors: FieldError[],
  page: { title: string; [name: string]: unknown },
): Page {
  const back = toldPaths[kind].page(id);
  return {
    view: 'data-rights/step',
    frame: { title: page.title, section: 'requests', backLink: back, errors },
    page: { ...page, caption, notice: null, guidance: [], cancelHref: back },
  };
}
