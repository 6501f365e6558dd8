import { type HeldTable, inWords } from '../../platform/held-data.ts';

/** What people call the tables that hold something on them. */
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
  export_items: 'Copies of your data',
  export_withholdings: 'Copies of your data',
  export_proposals: 'Copies of your data',
  export_searches: 'Copies of your data',
  export_file_chunks: 'Copies of your data',
  export_codes: 'Copies of your data',
  breaches: 'Breaches you reported',
  breach_events: 'What you recorded of breaches',
  disclosures: 'What was disclosed about you',
  register_entries: 'Your training',
  register_versions: 'What you entered in registers',
  former_names: 'Names and addresses you had before',
  legal_holds: 'Legal holds',
  legal_hold_ends: 'Legal holds that ended',
  retention_runs: 'Runs of the retention schedule you asked for',
  audit_verifications: 'Verifications of the audit trail you asked for',
  corrections: 'Corrections of your details',
  correction_recipients: 'Who was told of corrections',
  disagreements: 'Your statements of disagreement',
  restrictions: 'Limits on the use of your data',
  restriction_recipients: 'Who was told of limits',
  removal_recipients: 'Whom you told of removals',
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
  access_exports: 'Packages of your data',
  export_downloads: 'Packages of data you fetched',
  removals: 'Removals',
};

/** The title of a table. Tables that know a person in two ways come twice, with which of the ways it is. */
export function titleOf({ table, whose, columns }: TitledTable, all: readonly TitledTable[]): string {
  const title = titles[table] ?? inWords(table);
  if (whose === 'user_id' || all.filter((one) => one.table === table).length === 1) return title;
  return `${title}: ${lowerFirst(columns[0]?.label ?? '')}`;
}

type TitledTable = Pick<HeldTable, 'table' | 'whose' | 'columns'>;

export function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
