import { paths } from '../../paths.ts';
import { type HeldTable, inWords } from '../../platform/held-data.ts';
import { textOf } from '../../platform/value-text.ts';
import { formatCount, formatDateTime } from '../../web/formatters.ts';
import type { Page } from '../../web/render.ts';
import { accountArea } from '../presenters-area.ts';
import type { User } from '../user.ts';
import type { OwnData } from './own-data.ts';

/** A page with thousands of decisions would be of no use; the downloads have them all. */
const MOST_ROWS = 50;

const titles: Readonly<Record<string, string>> = {
  users: 'Your account',
  invitations: 'Your invitations',
  sessions: 'Where you are signed in',
  delays: 'Failed attempts to sign in',
  second_factors: 'Your authenticator app',
  recovery_codes: 'Your recovery codes',
  password_resets: 'Links to choose a new password',
  contact_details: 'Telephone and postal address',
  personal_fields: 'Where your details come from',
  email_changes: 'Changes of your email address',
  consents: 'Your choices about contact',
  interests: 'Your interests',
  policy_acknowledgements: 'Notices you have seen',
  account_requests: 'Accounts asked for',
  enquiries: 'Questions and problems you sent',
  complaints: 'Complaints you sent',
  rights_requests: 'Requests about your data',
  request_events: 'What happened to requests',
  identity_checks: 'Checks of who asked',
  request_letters: 'Letters about your requests',
  contact_notes: 'Notes about what people sent',
  complaint_events: 'How complaints were dealt with',
  breaches: 'Breaches you reported',
  breach_events: 'What you recorded of breaches',
  disclosures: 'What was disclosed about you',
  register_entries: 'Your training',
  register_versions: 'What you entered in registers',
  former_names: 'Names and addresses you had before',
  audit_verifications: 'Verifications of the audit trail you asked for',
  corrections: 'Corrections of your details',
  correction_recipients: 'Who was told of corrections',
  disagreements: 'Your statements of disagreement',
  restrictions: 'Limits on the use of your data',
  objections: 'Your objections',
  directory_views: 'Directory',
  mailings: 'Mailings',
  suppressions: 'Objections to mailings',
  audit_events: 'What you did in SP-Bench',
  uploads: 'Files you uploaded',
  findings: 'Irregular values you decided about',
  re_extractions: 'Stored files you had read again',
  peer_groups: 'Comparison groups',
  outbox: 'Messages to you',
};

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
      nothing: titlesOf(held, ({ rows, whose }) => rows.length === 0 && whose !== null),
      untraceable: titlesOf(held, ({ whose }) => whose === null),
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
      value: `${declared.purpose}. Because: ${basisWords[declared.lawfulBasis]}. Kept: ${lowerFirst(declared.retention)}.`,
    })),
  };
}

/** Tables that know a person in two ways come twice. */
function titleOf({ table, whose, columns }: HeldTable, all: readonly HeldTable[]): string {
  const title = titles[table] ?? inWords(table);
  if (whose === 'user_id' || all.filter((one) => one.table === table).length === 1) return title;
  return `${title}: ${lowerFirst(columns[0]?.label ?? '')}`;
}

function shownValue(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  if (value instanceof Date) return formatDateTime(value);
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (Array.isArray(value)) return value.map(textOf).join(', ') || '–';
  return textOf(value);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
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
