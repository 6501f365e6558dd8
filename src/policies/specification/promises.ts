/** Something that we promise to users, in our own words, and how it stands with it. */
export type Promised = { says: string } & (
  | {
      /** Pages ("/…") and files of this repository in which it is kept. Tests with its tag show that it is. */
      keptBy: readonly string[];
    }
  | { doesNotApply: string }
);

const accounts = 'src/accounts';
const removals = 'src/data-rights/removals';
const privacy = '/policies/privacy';
const security = '/policies/security';

/** Every promise, by its number. The number is permanent; tests carry it in their names as [P1]. */
export const promises: Readonly<Record<`P${number}`, Promised>> = {
  // What is collected
  P1: { says: 'We hold a user’s name.', keptBy: ['/account'] },
  P2: {
    says: 'We hold the authority that a user works for.',
    keptBy: ['/account', `${accounts}/personal-data.ts`],
  },
  P3: {
    says: 'We hold an e-mail address; telephone and postal address only if they are given.',
    keptBy: ['/account'],
  },
  P4: { says: 'Choices about one’s data are kept as data.', keptBy: ['/account/preferences'] },
  P5: {
    says: 'Interests and what bears on surveys or offers are held only if they are given.',
    keptBy: ['/account/preferences'],
  },
  P6: {
    says: 'Nothing is added from other sources; each entry says where it came from.',
    keptBy: ['/account'],
  },
  P7: {
    says: 'Extracts are collected as regular submissions, each with its period and version.',
    keptBy: ['/uploads', 'src/uploads/receive-upload.ts'],
  },
  P8: {
    says: 'Only the part of an extract that reports need is used.',
    keptBy: ['/documentation/data-requirements', 'src/extracts/open-tables.ts'],
  },
  P9: {
    says: 'A public page lists exactly what data is needed.',
    keptBy: ['/documentation/data-requirements'],
  },
  P10: {
    says: 'Needed data identifies nobody; what looks like a person is refused.',
    keptBy: ['/documentation/data-requirements', 'src/tables/look-for-people.ts'],
  },
  P11: {
    says: 'Of technical information only what signing in needs is held.',
    keptBy: [`${accounts}/personal-data.ts`, 'src/web/request-log.ts'],
  },
  P12: {
    says: 'Use is counted without identity, and only if counting is switched on.',
    keptBy: ['src/web/usage.ts', '/occ/usage'],
  },
  P13: { says: 'What is typed into the problem form is used for that problem.', keptBy: ['/problems/new'] },
  P14: {
    says: 'We ask only for what is needed, mark what is optional, and say what leaving it out costs.',
    keptBy: ['/account', privacy],
  },
  P15: {
    says: 'Survey answers are taken without contact details.',
    doesNotApply: 'SP-Bench has no surveys.',
  },
  P16: { says: 'Enquiries are recorded, with what was done about them.', keptBy: ['/occ/enquiries'] },
  P17: {
    says: 'Data of special categories is neither asked for nor held.',
    keptBy: ['/policies/processing-record', '/documentation/data-requirements'],
  },
  // How data is checked, stored, made anonymous and used
  P18: {
    says: 'An upload is checked to be of the sender’s own authority before it is loaded.',
    keptBy: ['src/extracts/read-extract.ts'],
  },
  P19: {
    says: 'Other authorities never see the names of services.',
    keptBy: ['/documentation/comparisons', 'src/reports/benchmark/benchmark-set.ts'],
  },
  P20: { says: 'The complete uploaded file is stored.', keptBy: ['src/uploads/store-originals.ts'] },
  P21: {
    says: 'Data that is newly needed can be read from stored files later.',
    keptBy: ['src/uploads/re-extract-upload.ts', '/occ/re-extractions'],
  },
  P22: {
    says: 'Nothing sensitive is visible to other authorities.',
    keptBy: ['src/reports/disclosure/disclosure.ts', '/documentation/comparisons'],
  },
  P23: { says: 'Only people who have signed in see data.', keptBy: ['src/web/mount-routes.ts'] },
  P24: { says: 'Service data is used only to provide SP-Bench.', keptBy: [privacy] },
  P25: {
    says: 'Service data is never shared with a third party.',
    keptBy: [privacy, 'src/data-rights/disclosures/specification'],
  },
  P26: {
    says: 'Each purpose of personal data has its own lawful basis, and where it rests on consent its own switch.',
    keptBy: ['/policies/processing-record', '/account/preferences'],
  },
  P27: {
    says: 'Research uses no names unless that was agreed.',
    doesNotApply:
      'No research is done with data held in SP-Bench; the switch for research only allows us to ask.',
  },
  P28: {
    says: 'Figures for comparison are kept apart from names and numbers.',
    keptBy: ['src/reports/benchmark/benchmark-set.ts'],
  },
  P29: { says: 'Analytics are anonymous.', keptBy: ['src/web/usage.ts', '/policies/cookies'] },
  P30: {
    says: 'Data used for testing and troubleshooting is masked.',
    keptBy: ['src/platform/backup/masking.ts', 'src/cli/keeping.ts'],
  },
  P31: { says: 'People are asked now and then whether their details are still right.', keptBy: ['/account'] },
  // Choices, marketing, research
  P32: { says: 'A directory lets users find each other.', keptBy: ['/directory'] },
  P33: {
    says: 'Sharing of contact details can be switched on and off at any time, at once.',
    keptBy: ['/account/preferences', '/directory'],
  },
  P34: { says: 'Hearing about products is a choice of its own.', keptBy: ['/account/preferences'] },
  P35: { says: 'Taking part in research is a choice of its own.', keptBy: ['/account/preferences'] },
  P36: { says: 'Choices are made in the settings of one’s account.', keptBy: ['/account/preferences'] },
  P37: {
    says: 'Promotional e-mail goes only to those who allow it.',
    keptBy: ['/occ/mailings', '/account/preferences'],
  },
  P38: { says: 'The channel can be chosen: e-mail, telephone or post.', keptBy: ['/account/preferences'] },
  P39: {
    says: 'A choice can also be told by telephone; who recorded it and when is kept.',
    keptBy: [`${accounts}/consents`],
  },
  P40: {
    says: 'Direct marketing stops when asked, always.',
    keptBy: ['/occ/mailings', '/account/preferences'],
  },
  P41: { says: 'Letters about one’s account are kept apart from marketing.', keptBy: ['src/platform/mail'] },
  P42: {
    says: 'Marketing by partners can be declined separately.',
    doesNotApply: 'No partner or provider gets contact details, so none can write.',
  },
  P43: {
    says: 'What is shown can follow one’s interests, if one names any.',
    keptBy: ['/account/preferences'],
  },
  P44: {
    says: 'A consent can be taken back at any time, for each purpose, as easily as it was given.',
    keptBy: ['/account/preferences'],
  },
  // Cookies and sessions
  P45: { says: 'The cookie is secure.', keptBy: ['src/web/sessions.ts', '/policies/cookies'] },
  P46: { says: 'The cookie is encrypted.', keptBy: ['src/web/session-seal.ts', '/policies/cookies'] },
  P47: {
    says: 'The cookie is made at sign-in and not before.',
    keptBy: ['src/web/sessions.ts', '/policies/cookies'],
  },
  P48: {
    says: 'The cookie holds the sign-in and nothing else.',
    keptBy: ['src/web/cookies.ts', '/policies/cookies'],
  },
  P49: {
    says: 'The cookie goes when the browser is closed; sign-in ends by itself too.',
    keptBy: ['src/web/sessions.ts', 'src/web/session-times.ts', '/policies/cookies'],
  },
  P50: { says: 'Cookies may be declined; what works without is said.', keptBy: ['/policies/cookies'] },
  P51: {
    says: 'A table lists each cookie, its content and how long it lasts.',
    keptBy: ['/policies/cookies', 'src/web/cookies.ts'],
  },
  P52: {
    says: 'There is nothing personal in a cookie, and nobody is followed to other sites.',
    keptBy: ['src/web/cookies.ts', '/policies/cookies'],
  },
  P53: { says: 'How to delete and manage cookies is explained.', keptBy: ['/policies/cookies'] },
  P54: {
    says: 'There are no analytics of third parties to opt out of.',
    keptBy: ['src/web/security-headers.ts', '/policies/cookies'],
  },
  P55: { says: 'Nothing of other sites is embedded.', keptBy: ['src/web/security-headers.ts'] },
  P56: {
    says: 'Links to other sites are marked, and it is said that policies differ there.',
    keptBy: ['views/policies/text.ejs', privacy],
  },
  P57: {
    says: 'Passwords are not remembered in cookies, and use alone is no consent.',
    keptBy: ['views/policies/notice-changed.ejs', privacy],
  },
  // Rights
  P58: { says: 'People are told how their data is used.', keptBy: [privacy, '/policies/processing-record'] },
  P59: {
    says: 'Anybody can ask whether anything is held on them.',
    keptBy: ['/data-requests/new', 'src/data-rights/requests/letter-templates.ts'],
  },
  P60: {
    says: 'People can have a copy of what is held on them.',
    keptBy: ['/account/data', 'src/data-rights/exports/routes.ts'],
  },
  P61: {
    says: 'Paper records are part of the answer.',
    keptBy: [
      'src/data-rights/registers/specification/registers.ts',
      'src/data-rights/exports/add-to-export.ts',
    ],
  },
  P62: {
    says: 'A request can be made in writing, or in another way by those who need it.',
    keptBy: ['/data-requests/new', '/contact', '/occ/requests/new'],
  },
  P63: {
    says: 'Somebody else can ask on a person’s behalf.',
    keptBy: [
      ...['/data-requests/new', 'src/data-rights/requests/rules/may.ts'],
      'src/data-rights/exports/rules/may-export.ts',
    ],
  },
  P64: {
    says: 'Requests go to the Data Protection Officer or through the contact page.',
    keptBy: ['/contact', '/data-requests/new'],
  },
  P65: {
    says: 'Identity is checked before a request is answered.',
    keptBy: ['src/data-rights/requests/rules/may.ts', 'src/data-rights/exports/rules/may-export.ts'],
  },
  P66: { says: 'Incorrect data is corrected promptly.', keptBy: ['/account', '/occ/corrections/new'] },
  P67: {
    says: 'Where we do not agree, the person’s comment is kept with the record.',
    keptBy: ['/account/disagreement', '/occ/disagreements/new', '/account'],
  },
  P68: { says: 'People change their own details themselves.', keptBy: ['/account'] },
  P69: {
    says: 'A leaver can have personal data and submitted data removed.',
    keptBy: ['/occ/removals', `${removals}/remove-people.ts`, `${removals}/finish-removal.ts`],
  },
  P70: { says: 'Data is erased on the grounds that the law names.', keptBy: ['/occ/removals/new'] },
  P71: {
    says: 'Erasure is refused only on the grounds that the law names.',
    keptBy: ['/occ/removals/:id/refusal', `${removals}/rules/may-remove.ts`],
  },
  P72: {
    says: 'Those to whom data was given are told of its erasure.',
    keptBy: [`${removals}/letters.ts`],
  },
  P73: { says: 'Use can be limited on the grounds that the law names.', keptBy: ['/occ/restrictions/new'] },
  P74: {
    says: 'Data whose use is limited is stored and not used.',
    keptBy: [
      'migrations/20261129110000_create_corrections_and_restrictions.ts',
      'src/platform/mail/restricted-mail.ts',
    ],
  },
  P75: {
    says: 'The person is told before a limit is lifted.',
    keptBy: ['src/data-rights/restrictions/lift-restriction.ts'],
  },
  P76: {
    says: 'People can object, and are told what it would cost them.',
    keptBy: ['/account/objection', '/data-requests/uses'],
  },
  P77: { says: 'People can take their data with them in a common format.', keptBy: ['/account/data'] },
  P78: {
    says: 'Decisions by computer are explained and can be questioned.',
    keptBy: ['/documentation/automatic-decisions', 'src/data-rights/requests/review-decision.ts'],
  },
  P79: {
    says: 'Nobody is profiled; should that change, people are told and can object.',
    keptBy: ['/documentation/automatic-decisions'],
  },
  P80: { says: 'People are told when a mistake was made with their data.', keptBy: ['/occ/breaches'] },
  P81: {
    says: 'Any use in the notice can be objected to.',
    keptBy: ['/account/objection', 'src/data-rights/objections/specification/uses.ts'],
  },
  // Limits of access
  P82: {
    says: 'Confidential information about others is not given out.',
    keptBy: [
      'src/data-rights/exports/specification/grounds.ts',
      'src/data-rights/exports/rules/third-party.ts',
    ],
  },
  P83: {
    says: 'What would seriously harm somebody is not given out.',
    keptBy: ['src/data-rights/exports/specification/grounds.ts', 'src/data-rights/exports/forms.ts'],
  },
  P84: {
    says: 'What would hinder the prevention of crime is not given out.',
    keptBy: ['src/data-rights/exports/specification/grounds.ts', 'src/data-rights/exports/rules/withhold.ts'],
  },
  P85: {
    says: 'Access is limited where data is about somebody else too.',
    keptBy: [
      'src/data-rights/exports/specification/grounds.ts',
      'src/data-rights/exports/rules/third-party.ts',
    ],
  },
  P86: {
    says: 'Parts are blacked out with a reason each, and reviewed.',
    keptBy: ['src/data-rights/exports/review-items.ts', 'src/data-rights/exports/approve-export.ts'],
  },
  // Fees and time
  P87: {
    says: 'A small fee was possible under the Act of 1998.',
    keptBy: [privacy, 'src/data-rights/rules/request-clock.ts', 'src/data-rights/requests/rules/may.ts'],
  },
  P88: {
    says: 'Requests are free and answered within a month.',
    keptBy: [privacy, '/data-requests/new', 'src/data-rights/rules/request-clock.ts'],
  },
  P89: {
    says: 'Requests are answered promptly.',
    keptBy: ['/occ/requests', 'src/data-rights/requests/rules/reminders.ts'],
  },
  P90: {
    says: 'The rules of the day on which a request arrived apply to it.',
    keptBy: [privacy, 'src/data-rights/rules/request-clock.ts'],
  },
  // Keeping and disposing
  P91: {
    says: 'Data is kept only while it is needed or the law demands it.',
    keptBy: ['/policies/retention'],
  },
  P92: {
    says: 'Data is kept no longer than necessary and disposed of securely.',
    keptBy: ['/occ/retention', 'src/platform/retention-classes.ts', '/policies/retention'],
  },
  P93: { says: 'A retention schedule is published.', keptBy: ['/policies/retention'] },
  P94: {
    says: 'Correspondence is kept as The National Archives recommend.',
    keptBy: ['/policies/retention'],
  },
  P95: {
    says: 'It is said how long messages are kept, and that e-mail may be scanned.',
    keptBy: ['/policies/retention'],
  },
  // Disclosure
  P96: {
    says: 'Contact details are not sold, lent or handed on without permission or law.',
    keptBy: [privacy, '/directory'],
  },
  P97: { says: 'Data is disclosed only with consent or on a ground in law.', keptBy: ['/occ/disclosures'] },
  P98: { says: 'Disclosures that the law demands are handled as such.', keptBy: ['/occ/disclosures'] },
  P99: { says: 'Confidence is broken only where the risk is serious.', keptBy: ['/occ/disclosures'] },
  P100: { says: 'We try to talk to the person first.', keptBy: ['/occ/disclosures'] },
  P101: {
    says: 'What was shared, and why, is recorded, and the person is told if that is safe.',
    keptBy: ['/occ/disclosures', '/account/data'],
  },
  P102: {
    says: 'Each notice says who gets the data.',
    keptBy: [privacy, 'src/policies/processing/specification/activities.ts'],
  },
  P103: {
    says: 'There is an agreement with everybody who handles data for us.',
    keptBy: ['/occ/registers'],
  },
  P104: { says: 'Risks are assessed before data is shared.', keptBy: ['/occ/registers'] },
  P105: { says: 'Data is not transferred abroad.', keptBy: [privacy, '/policies/processing-record'] },
  P106: {
    says: 'Inside our company, data is passed on only for the purpose at hand.',
    keptBy: [`${accounts}/permissions.ts`],
  },
  // Breaches and staff
  P107: { says: 'People are told promptly of a breach with serious risk.', keptBy: ['/occ/breaches'] },
  P108: { says: 'Breaches are reported to the Commissioner.', keptBy: ['/occ/breaches'] },
  P109: { says: 'Staff know how and when to report.', keptBy: ['/occ/breaches/new', '/occ/registers'] },
  // Complaints and contacts
  P110: {
    says: 'Concerns can be raised in any way that the contact page names.',
    keptBy: ['/contact', '/complaints/new'],
  },
  P111: {
    says: 'Complaints go to the Data Protection Officer; suggestions are welcome.',
    keptBy: ['/complaints/new', '/contact/new'],
  },
  P112: {
    says: 'Looking into complaints is a purpose of its own.',
    keptBy: [privacy, 'src/policies/processing/specification/activities.ts'],
  },
  P113: {
    says: 'The Data Protection Officer can be reached by post, e-mail and telephone.',
    keptBy: ['/contact', privacy],
  },
  P114: {
    says: 'The Commissioner’s addresses, and the right to complain there, are named.',
    keptBy: ['/contact', privacy],
  },
  P115: {
    says: 'The pages about privacy and security begin with a link to contact us.',
    keptBy: [privacy, security],
  },
  // Notices
  P116: {
    says: 'Policies, contact and data requirements can be read without signing in.',
    keptBy: ['/policies', '/contact', '/documentation'],
  },
  P117: {
    says: 'Texts have versions, dates, reviewers and reviews; changes are shown.',
    keptBy: ['/policies', 'src/policies/texts/rules/word-changes.ts'],
  },
  P118: {
    says: 'Each use of data is described in four parts.',
    keptBy: [privacy, 'src/policies/processing/specification/activities.ts'],
  },
  P119: {
    says: 'Our entry in the Commissioner’s register is named.',
    keptBy: [privacy, '/policies/processing-record'],
  },
  P120: { says: 'What personal information is, is explained.', keptBy: [privacy] },
  P121: { says: 'Long pages lead back to their top.', keptBy: ['views/policies/text.ejs'] },
  P122: { says: 'More detail can be asked of the Data Protection Officer.', keptBy: [privacy, '/contact'] },
  P123: {
    says: 'It is said that nothing sent over the internet is entirely safe.',
    keptBy: [privacy, security],
  },
  // Lawful basis and record
  P124: {
    says: 'The lawful basis of each purpose is recorded, and all there are are listed.',
    keptBy: ['/policies/processing-record', 'src/policies/processing/specification/lawful-bases.ts'],
  },
  P125: { says: 'There is a public record of processing.', keptBy: ['/policies/processing-record'] },
  // Security
  P126: { says: 'There are safeguards of all kinds, and a published security policy.', keptBy: [security] },
  P127: {
    says: 'Only those with a right to see something can.',
    keptBy: ['src/web/mount-routes.ts', `${accounts}/permissions.ts`],
  },
  P128: { says: 'Data is encrypted.', keptBy: ['src/platform/sealing.ts', security] },
  P129: { says: 'Staff are trained.', keptBy: ['/occ/registers'] },
  P130: { says: 'Systems are tested and kept up to date.', keptBy: [security, '.ci/run'] },
  P131: {
    says: 'Data is protected against loss and alteration.',
    keptBy: ['src/uploads/store-originals.ts', security],
  },
  P132: {
    says: 'Payments are secure: nothing is paid for online, and a fee that an old law allows is recorded, never taken.',
    keptBy: ['src/data-rights/requests'],
  },
  P133: { says: 'It is recorded who saw, changed or shared what.', keptBy: ['src/audit/record-event.ts'] },
};
