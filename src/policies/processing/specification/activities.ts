/**
 * A use that is made of personal data: what the privacy notice says of it in four parts (P118), and which tables of the
 * declarations belong to it. Every table that holds personal data belongs to one.
 */
export interface Activity {
  id: string;
  name: string;
  /** What is collected, and from whom. */
  collected: string;
  /** Who gets it. */
  recipients: string;
  /** What it is for. */
  purpose: string;
  /** Why the law allows it. */
  basis: string;
  /** Whose data it is. */
  subjects: string;
  /** Where it comes from. */
  source: string;
  tables: readonly string[];
}

const ownPeople = 'Nobody outside Oxford Computer Consultants.';

export const activities: readonly Activity[] = [
  {
    id: 'accounts',
    name: 'Accounts',
    collected:
      'Your name, work e-mail address, authority and role; telephone number and postal address if you choose to give them. They come from you, from your authority’s lead officer who asked for your account, or from us on your word, and each says which.',
    recipients: 'You, the lead officers of your authority, and our own people who look after accounts.',
    purpose: 'To know who may see an authority’s data, and to reach you about your work in SP-Bench.',
    basis: 'Legitimate interests: your authority and we must know who uses its data.',
    subjects: 'Officers and lead officers of authorities; our own people',
    source: 'The person, and the lead officer who asked for the account. No other source.',
    tables: [
      ...['users', 'contact_details', 'personal_fields', 'account_requests', 'email_changes'],
      'former_names',
    ],
  },
  {
    id: 'signing-in',
    name: 'Signing in',
    collected:
      'A hash of your password, the sealed key of your second factor, hashes of recovery codes and links, when you signed in and were last active, and the name of your browser. Who guesses passwords is slowed down by a keyed hash of addresses, never the addresses themselves.',
    recipients: `${ownPeople} Nobody at all can read passwords or keys.`,
    purpose: 'To let you in, and to keep everybody else out.',
    basis: 'Legitimate interests: keeping accounts and data safe.',
    subjects: 'Everybody with an account',
    source: 'What the person does; the name of the browser comes from the browser.',
    tables: ['invitations', 'password_resets', 'second_factors', 'recovery_codes', 'sessions', 'delays'],
  },
  {
    id: 'choices',
    name: 'Your choices',
    collected:
      'Whether you share your contact details, hear about products, or take part in research; by which channel; your interests if you name any; and the record of each choice with the words that you were shown. Which version of this notice you have seen.',
    recipients: 'You, and our own people who act on them.',
    purpose: 'To do only what you have chosen, and to be able to show it.',
    basis: 'Consent for what you switch on; legal duty for keeping the record of it.',
    subjects: 'Everybody with an account',
    source: 'The person, or our own people on the person’s word.',
    tables: ['consents', 'interests', 'policy_acknowledgements'],
  },
  {
    id: 'directory',
    name: 'Directory of contacts',
    collected: 'The contact details that you have chosen to share, and who has looked at them.',
    recipients:
      'Signed-in officers of other authorities, from the moment you share until the moment you stop.',
    purpose: 'To let people who do the same work elsewhere talk to each other.',
    basis: 'Consent.',
    subjects: 'Officers and lead officers who share their details',
    source: 'The person, and whoever opens their entry.',
    tables: ['directory_views'],
  },
  {
    id: 'work',
    name: 'Your work with uploads and reports',
    collected:
      'Which files you sent, which irregular values you decided about, which comparison groups you saved or ended.',
    recipients: 'Colleagues of your authority, and our own people when they help with a file.',
    purpose: 'To show your colleagues who did what, so that they can ask you.',
    basis: 'Legitimate interests: an authority must be able to follow its own work.',
    subjects: 'Officers and lead officers; our own people',
    source: 'What the person does.',
    tables: ['uploads', 'findings', 're_extractions', 'peer_groups'],
  },
  {
    id: 'mail',
    name: 'Letters by e-mail',
    collected:
      'The address and text of a letter until it has been sent, then only that, when and why it was sent.',
    recipients: 'You, and the providers who carry e-mail between us and you.',
    purpose: 'To tell you about your account and your requests; anything else only if you have chosen it.',
    basis: 'Legitimate interests for letters about your account; consent for all others.',
    subjects: 'Everybody whom SP-Bench writes to',
    source: 'The account, form or choice that a letter is about.',
    tables: ['outbox', 'mailings', 'suppressions'],
  },
  {
    id: 'questions',
    name: 'Questions, problems, complaints and requests',
    collected: 'What you write, your name, a way to answer you, and our notes of what was done.',
    recipients:
      'Our own people who answer; for a complaint or a request, those who look after data protection.',
    purpose: 'To answer you, to put right what is wrong, and to look into complaints.',
    basis: 'Legal duty for requests and complaints about personal data; legitimate interests for the rest.',
    subjects: 'Anybody who writes to us, and people they write for',
    source: 'Whoever writes to us, and our own notes.',
    tables: [
      'enquiries',
      'contact_notes',
      'complaints',
      'rights_requests',
      'removals',
      'removal_traces',
      'removal_recipients',
      'request_events',
      'identity_checks',
      'request_letters',
      'access_exports',
      'export_items',
      'export_withholdings',
      'export_proposals',
      'export_searches',
      'export_codes',
      'export_downloads',
      'export_file_chunks',
      'bank_holidays',
      'complaint_events',
      'corrections',
      'correction_recipients',
      'disagreements',
      'restrictions',
      'restriction_recipients',
      'objections',
    ],
  },
  {
    id: 'audit',
    name: 'Record of who did what',
    collected:
      'Your account’s number with each change that you make and each opening of a confidential file, and when.',
    recipients: `${ownPeople} An authority is told what concerns it.`,
    purpose: 'To trace mistakes and misuse.',
    basis: 'Legal duty: personal data must be kept safe, and it must be possible to show it.',
    subjects: 'Everybody with an account',
    source: 'What the person does.',
    tables: ['audit_events', 'audit_verifications'],
  },
  {
    id: 'accountability',
    name: 'Breaches, disclosures and registers',
    collected:
      'What was disclosed about you to whom, on which ground, and whether you were told; of our own people, their training and what they entered. The log of breaches names nobody concerned.',
    recipients: `${ownPeople} The Information Commissioner, who must be told of breaches. You, of what was disclosed about you.`,
    purpose:
      'To answer for what is done with data: to know what went wrong, what was shared, and what was agreed.',
    basis:
      'Legal duty: breaches are kept on record, and it must be possible to show that the rules are kept.',
    subjects: 'People whose data was disclosed; our own people',
    source: 'Whoever asks for data or tells of a breach, and our own people.',
    tables: [
      ...['breaches', 'breach_events', 'disclosures', 'register_entries', 'register_versions'],
      ...['legal_holds', 'legal_hold_ends', 'retention_runs'],
    ],
  },
];
