import { fieldWords } from '../accounts/index.ts';
import { paths } from '../paths.ts';
import { formatDateOf, formatDateTime, formatDay } from '../web/formatters.ts';
import type { Correction } from './corrections/correction.ts';
import { tagOf as correctionTag } from './corrections/presenters.ts';
import { stateTags } from './objections/specification/objection-fields.ts';
import { useOf } from './objections/specification/uses.ts';
import type { Recipient } from './recipients/recipient.ts';
import { toldLines } from './recipients/told-lines.ts';
import { tagOf } from './restrictions/presenters.ts';
import { groundWords } from './restrictions/specification/restriction-fields.ts';
import type { RightsOfPerson } from './rights-of-person.ts';

/** What a person sees of limits, objections, corrections and statements on their own page (P67, P73 to P76). */
export function ownRights({ restrictions, objections, corrections, statements }: RightsOfPerson) {
  return {
    isRestricted: restrictions.some(({ endedAt }) => endedAt === null),
    liftHref: `${paths.newDataRequest}?right=restrict`,
    limits: restrictions.map(({ ground, startedAt, endedAt, toldOn, recipients }) => ({
      ...{ text: groundWords[ground].text, recipients: toldLines(recipients) },
      state: endedAt
        ? `From ${formatDateOf(startedAt)} to ${formatDateOf(endedAt)}`
        : `Since ${formatDateOf(startedAt)}${toldOn === null ? '' : `; you were told on ${formatDay(toldOn)} that it will be lifted`}`,
    })),
    objections: objections.map(({ purpose, state, raisedAt, decisionReasons }) => ({
      text: useOf(purpose)?.name ?? purpose,
      state: `${stateTags[state].text}, ${formatDateOf(raisedAt)}`,
      reasons: decisionReasons,
    })),
    corrections: corrections.map(ownCorrection),
    statements: statements.map(({ id, field, statement, writtenAt }) => ({
      ...{ text: fieldWords[field], statement, written: formatDateTime(writtenAt) },
      withdrawal: paths.ownDisagreementWithdrawal(id),
    })),
    objectHref: paths.ownObjection,
    disagreeHref: paths.ownDisagreement,
  };
}

/** Who had the wrong detail, but for what it would not be safe to tell. */
function ownCorrection({ field, correctedOn, state, recipients }: Correction & { recipients: Recipient[] }) {
  return {
    text: `${fieldWords[field]}, ${formatDay(correctedOn)}`,
    nothingYet: {
      waiting:
        'Nothing is changed yet. It waits for your old address to confirm it, or for a second of our people.',
      refused: 'It was found not to be right, and nothing was changed.',
      done: null,
    }[state],
    recipients: toldLines(recipients),
  };
}

interface Line {
  key: string;
  value: string;
  href?: string;
}

/** The same for the page of the person in the back office; statements stand there for everybody who reads it (P67). */
export function rightsLines(
  { restrictions, objections, corrections, statements }: RightsOfPerson,
  permissions: ReadonlySet<string>,
): { statements: Line[]; rights: Line[] | null } {
  const rights = [
    ...restrictions.map((one) => ({
      ...{ key: `Limit ${one.id}`, href: paths.restriction(one.id) },
      value: `${tagOf(one).text}; ${groundWords[one.ground].text}; since ${formatDateOf(one.startedAt)}`,
    })),
    ...objections.map(({ id, purpose, state, raisedAt }) => ({
      ...{ key: `Objection ${id}`, href: paths.objection(id) },
      value: `${useOf(purpose)?.name ?? purpose}; ${stateTags[state].text.toLowerCase()}; ${formatDateOf(raisedAt)}`,
    })),
    ...corrections.map((one) => ({
      ...{ key: `Correction ${one.id}`, href: paths.correction(one.id) },
      value: `${fieldWords[one.field]}, ${formatDay(one.correctedOn)}; ${correctionTag(one).text.toLowerCase()}`,
    })),
  ];
  return {
    statements: statements.map(({ field, statement, writtenAt }) => ({
      ...{ key: fieldWords[field], value: `${statement} (${formatDateTime(writtenAt)})` },
    })),
    rights: permissions.has('requests:manage') ? rights : null,
  };
}

/** What can be begun for a person from their page. */
export function rightsLinks(userId: number): { text: string; href: string }[] {
  const query = `?user=${userId}`;
  return [
    { text: 'Correct a detail', href: `${paths.newCorrection}${query}` },
    { text: 'Add the person’s statement of disagreement', href: `${paths.newDisagreement}${query}` },
    { text: 'Limit the use of their data', href: `${paths.newRestriction}${query}` },
    { text: 'Record an objection', href: `${paths.newObjection}${query}` },
  ];
}
