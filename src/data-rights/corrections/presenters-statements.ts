import { paths } from '../../paths.ts';
import type { FieldError, Page } from '../../web/render.ts';
import { queryOf, type RightsSubject } from '../handlers-subject.ts';
import { fieldsShown } from '../registers/presenters-fields.ts';
import type { Field, TypedValues } from '../registers/specification/field.ts';
import { backOf } from './presenters.ts';
import * as words from './specification/correction-fields.ts';

export function staffStatementPage(
  subject: RightsSubject,
  typed: TypedValues,
  errors: FieldError[] = [],
): Page {
  const title = `Add a statement by ${subject.person.shownAs}`;
  return statementPage(words.disagreementFields, typed, errors, {
    ...{ title, caption: subject.request?.reference ?? null, back: backOf(subject) },
    action: `${paths.newDisagreement}${queryOf(subject)}`,
    lead: 'Where we do not agree that a detail is wrong, the person’s own words stand beside it: on their account, in the directory if they share it, on the page of the person here, and in every copy of their data.',
  });
}

export function ownStatementPage(typed: TypedValues, errors: FieldError[] = []): Page {
  return statementPage(words.disagreementFields, typed, errors, {
    ...{ title: 'Add your disagreement to a detail', caption: null, back: paths.ownRequests },
    action: paths.ownDisagreement,
    lead: 'What you write stands beside the detail wherever it is shown: to you, to us, and in the directory if you share the detail. You can take it back at any time. If we got something plainly wrong, change it under “Your account” or ask us to correct it.',
  });
}

function statementPage(
  fields: readonly Field[],
  typed: TypedValues,
  errors: FieldError[],
  {
    title,
    caption,
    back,
    action,
    lead,
  }: Record<'title' | 'back' | 'action' | 'lead', string> & {
    caption: string | null;
  },
): Page {
  return {
    view: 'data-rights/step',
    frame: { title, backLink: back, errors },
    page: {
      ...{ title, caption, notice: null, button: 'Add the statement', action, cancelHref: back },
      ...{ lead, guidance: [], fields: fieldsShown(fields, typed, errors) },
    },
  };
}
