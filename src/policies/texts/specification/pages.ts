import { paths } from '../../../paths.ts';

/** A page whose text is a file with versions. */
export interface TextPage {
  /** The folder of its files. */
  name: string;
  href: string;
  title: string;
  /** Where it is listed, and under which words; a page without a list stands by itself. */
  section: 'policies' | 'documentation' | null;
  about: string;
}

const policy = (name: string, title: string, about: string): TextPage => ({
  ...{ name, title, about, href: `${paths.policies}/${name}`, section: 'policies' },
});

const guide = (name: string, title: string, about: string): TextPage => ({
  ...{ name, title, about, href: `${paths.documentation}/${name}`, section: 'documentation' },
});

/** Every page with a versioned text, in the order of the lists. */
export const textPages: readonly TextPage[] = [
  policy('privacy', 'Privacy notice', 'What SP-Bench holds on people, who gets it, why, and your rights.'),
  policy('security', 'Security policy', 'How data and accounts are protected, and what you can do yourself.'),
  policy('cookies', 'Cookies', 'The cookie that signing in sets, and how to do without it.'),
  policy(
    'retention',
    'Retention schedule',
    'How long each kind of personal data is kept, and what happens then.',
  ),
  policy('processing-record', 'Record of processing', 'Each use of personal data, with its lawful basis.'),
  policy('accessibility', 'Accessibility statement', 'What has been tested, how, and where the limits are.'),
  guide('uploading', 'Uploading', 'From the file to the reports: names, errors, irregular values, versions.'),
  guide(
    'data-requirements',
    'Data requirements',
    'Every table, field and rule of the files that you upload.',
  ),
  guide('cost-reports', 'Cost reports', 'Unit costs, support hours, contract and subsidy values.'),
  guide('quality-reports', 'Quality reports', 'Grades of the Quality Assessment Framework.'),
  guide('performance-reports', 'Performance reports', 'Key and service performance indicators.'),
  guide('outcome-reports', 'Outcome reports', 'What clients achieved of what they needed.'),
  guide(
    'automatic-decisions',
    'What is decided by computer',
    'Checks, exclusions and anonymity, and how to question them.',
  ),
  guide('accounts', 'Accounts', 'Getting one, signing in, passwords, second factor, leaving.'),
  guide('directory', 'Directory of contacts', 'Finding colleagues elsewhere, and being found.'),
  guide(
    'data-formats',
    'Formats of your data',
    'What the files with your data look like, for programs and people.',
  ),
  { name: 'contact', href: paths.contact, title: 'Contact us', section: null, about: 'Who to ask, and how.' },
];

export function textPage(name: string): TextPage {
  const page = textPages.find((one) => one.name === name);
  if (!page) throw new Error(`No page has the name ${name}.`);
  return page;
}

/** Marks in a text, {{name}}, in whose place the page puts what the application itself knows. */
export const parts = [
  'activities',
  'contacts-occ',
  'contacts-officer',
  'contacts-commissioner',
  'cookies',
  'lawful-bases',
  'processing-for-authorities',
  'processing-record',
  'registration',
  'requirements-files',
  'requirements-tables',
  'retention',
  'usage',
] as const;
export type PartName = (typeof parts)[number];

/** Parts that say the same until a release changes them; what the others say is the installation's, and changes at once. */
export const partsOfARelease: readonly PartName[] = [
  'activities',
  'lawful-bases',
  'processing-record',
  'requirements-files',
  'requirements-tables',
  'retention',
];
