import { paths } from '../../paths.ts';
import { type HeldTable, inWords, isTraceable, onlyRepeats } from '../../platform/held-data.ts';
import { textOf } from '../../platform/value-text.ts';
import { formatCount, formatDateTime } from '../../web/formatters.ts';
import type { Page } from '../../web/render.ts';
import { accountArea } from '../presenters-area.ts';
import type { User } from '../user.ts';
import type { OwnData } from './own-data.ts';
import { lowerFirst, titleOf } from './table-titles.ts';

/** A page with thousands of decisions would be of no use; the downloads have them all. */
const MOST_ROWS = 50;

const basisWords = {
  consent: 'you allowed it',
  'legal-obligation': 'the law asks for it',
  'public-task': 'a public task',
  'legitimate-interests': 'needed to run SP-Bench for you and your authority',
} as const;

export function dataPage(user: User, { held, seenBy, madeAt }: OwnData): Page {
  return {
    view: 'accounts/your-account/data',
    frame: { title: 'Your data', backLink: paths.account },
    page: {
      area: accountArea(user, paths.accountData),
      madeAt: formatDateTime(madeAt),
      jsonHref: paths.accountDataJson,
      csvHref: paths.accountDataCsv,
      tables: held.filter(({ rows }) => rows.length > 0).map((one, place) => tableView(one, place, held)),
      reviewed: countsOf(held, (one) => !onlyRepeats(one)),
      reviewedHref: `${paths.newDataRequest}?right=access`,
      repeated: countsOf(held, onlyRepeats),
      nothing: titlesOf(held, (one) => one.rows.length + one.forReview.length === 0 && isTraceable(one)),
      untraceable: held
        .filter((one) => !isTraceable(one))
        .map((one) => `${titleOf(one, held)}. ${one.columns[0]?.declared.untraceable ?? ''}`),
      retentionHref: '/policies/retention',
      requestsHref: paths.ownRequests,
      seenBy: seenBy
        .slice(0, MOST_ROWS)
        .map(({ at, authority }) => `Seen by an officer of ${authority} on ${formatDateTime(at)}`),
      isSharing: user.permissions.has('preferences:choose'),
      rights: rightsOf(),
    },
  };
}

function titlesOf(held: readonly HeldTable[], isMeant: (one: HeldTable) => boolean): string {
  return held
    .filter(isMeant)
    .map((one) => titleOf(one, held))
    .join('; ');
}

/** What is not shown at once, table by table: how much there is of it. */
function countsOf(held: readonly HeldTable[], isMeant: (one: HeldTable) => boolean): string[] {
  return held
    .filter((one) => one.forReview.length > 0 && isMeant(one))
    .map((one) => `${titleOf(one, held)}: ${formatCount(one.forReview.length, 'record')}`);
}

function tableView(table: HeldTable, place: number, all: readonly HeldTable[]) {
  const { columns, rows } = table;
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return {
    id: `held-${place + 1}`,
    title: titleOf(table, all),
    unseen: names.length === 0 ? formatCount(rows.length, 'record') : null,
    head: names.map((name) => columns.find(({ column }) => column === name)?.label ?? inWords(name)),
    rows: rows.slice(0, MOST_ROWS).map((row) => names.map((name) => shownValue(row[name]))),
    more:
      rows.length > MOST_ROWS
        ? `These are ${MOST_ROWS} of ${formatCount(rows.length, 'record')}. The downloads have all of them.`
        : null,
    hidden: columns.filter(({ isShown }) => !isShown).map(({ label }) => label),
    reasons: columns.map(({ label, declared }) => ({
      key: label,
      value: `${declared.purpose}. Because: ${basisWords[declared.lawfulBasis]}. Kept: ${lowerFirst(declared.retention.words)}.`,
    })),
  };
}

function shownValue(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  if (value instanceof Date) return formatDateTime(value);
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (Array.isArray(value)) return value.map(textOf).join(', ') || '–';
  return textOf(value);
}

/** Each right with the way to use it (P58 to P81). */
function rightsOf(): { text: string; href: string; linkText: string }[] {
  const request = (right: string): string => `${paths.newDataRequest}?right=${right}`;
  return [
    {
      text: 'See what is held on you: it is on this page and in the downloads. We also look for you on paper and in mail.',
      href: request('access'),
      linkText: 'Ask for a full copy',
    },
    {
      text: 'Put right what is wrong: most of it you can change yourself.',
      href: paths.account,
      linkText: 'Change your details',
    },
    {
      text: 'Have something else corrected.',
      href: request('correct'),
      linkText: 'Ask for a correction',
    },
    {
      text: 'Where we do not agree, have your disagreement shown beside a detail.',
      ...{ href: paths.ownDisagreement, linkText: 'Add your disagreement' },
    },
    { text: 'Change what you allow.', href: paths.preferences, linkText: 'Go to your preferences' },
    {
      text: 'Have your data kept but not used while something is settled.',
      href: request('restrict'),
      linkText: 'Ask for a limit',
    },
    {
      text: 'Say no to a use of your data: the form says first what it would cost you.',
      ...{ href: paths.ownObjection, linkText: 'Object' },
    },
    {
      text: 'Take your data with you, or have it sent to somebody else.',
      href: request('port'),
      linkText: 'Ask us to send it',
    },
    { text: 'Have your data removed when you leave.', href: request('erase'), linkText: 'Ask for removal' },
    {
      text: 'Have a decision that a program made explained.',
      href: request('explain'),
      linkText: 'Ask for an explanation',
    },
  ];
}
