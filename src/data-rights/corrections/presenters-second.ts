import { fieldWords } from '../../accounts/index.ts';
import { paths } from '../../paths.ts';
import { formatDateTime } from '../../web/formatters.ts';
import type { FieldError, Page } from '../../web/render.ts';
import { fieldsShown } from '../registers/presenters-fields.ts';
import type { TypedValues } from '../registers/specification/field.ts';
import type { Correction } from './correction.ts';
import { verdictFields } from './specification/correction-fields.ts';

/** The last moment at which anybody can say no. */
export function settlementPage(
  { id, field, name, before, after, evidence, recordedBy, recordedAt }: Correction,
  typed: TypedValues,
  errors: FieldError[] = [],
): Page {
  const title = 'Look at the correction as the second';
  const back = paths.correction(id);
  return {
    view: 'data-rights/step',
    frame: { title, section: 'requests', backLink: back, errors },
    page: {
      ...{ title, caption: `Correction ${id}: ${fieldWords[field]} of ${name ?? 'somebody removed'}` },
      ...{ notice: null, button: 'Save', action: paths.correctionSettlement(id), cancelHref: back },
      lead: `${recordedBy} recorded it on ${formatDateTime(recordedAt)}. Whoever reads this person’s mail, or belongs to their authority, sees all that is theirs: nobody decides that alone.`,
      guidance: [
        `As it stands now: ${before ?? 'not given'}`,
        `To become: ${after ?? 'not given'}`,
        `How we know: ${evidence}`,
        field === 'email'
          ? 'The person can confirm it themselves, by the letter that went to the old address. Say that it is right only where you are sure that they no longer read that address: ring a number that you knew before, or ask their lead officer.'
          : 'Ask the lead officer of the authority that they are to belong to, or see it in writing.',
      ],
      fields: fieldsShown(verdictFields, typed, errors),
    },
  };
}

/** For whoever reads the old address, signed in or not. */
export function linkPage(token: string, newEmail: string): Page {
  return {
    view: 'data-rights/email-correction',
    frame: { title: 'Is this your new email address?' },
    page: { action: paths.emailCorrection(token), newEmail },
  };
}

const next = { text: 'Go to your account', href: paths.account };
const contact = { text: 'Contact Oxford Computer Consultants', href: paths.contact };

const ends = {
  corrected: {
    title: 'Your email address is corrected',
    sentences: ['Sign in with the new one from now on. Everybody who was signed in is signed out.'],
    next,
  },
  refused: {
    title: 'Your account keeps this email address',
    sentences: ['Nothing was changed. Tell us if you know who asked for it.'],
    next: contact,
  },
  'too-late': {
    title: 'This link cannot be used any more',
    sentences: [
      'It was answered, or is too old. See your account for the address that is in use, or ask us.',
    ],
    next: contact,
  },
};

export function linkEndPage(end: keyof typeof ends): Page {
  const { title, ...page } = ends[end];
  return { view: 'accounts/your-account/email-end', frame: { title }, page: { title, ...page } };
}
