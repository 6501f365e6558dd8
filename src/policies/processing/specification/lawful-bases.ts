import type { PersonalColumn } from '../../../platform/personal-data.ts';

/** A reason for which the law lets personal data be used (UK GDPR articles 6 and 9). */
export interface BasisInWords {
  name: string;
  article: string;
  /** What we use it for, or why we do not. */
  says: string;
}

/** The reasons by the words of the declarations of personal data. */
export const basesInUse: Readonly<Record<PersonalColumn['lawfulBasis'] | 'consent', BasisInWords>> = {
  consent: {
    name: 'Consent',
    article: '6(1)(a)',
    says: 'Used only for what you switch on yourself, each purpose by itself. You can take it back at any time.',
  },
  'legal-obligation': {
    name: 'Legal duty',
    article: '6(1)(c)',
    says: 'Used where a law asks it of us, such as answering requests and showing who did what with data.',
  },
  'public-task': {
    name: 'Public task',
    article: '6(1)(e)',
    says: 'Used where something is part of an authority’s own task in the public interest.',
  },
  'legitimate-interests': {
    name: 'Legitimate interests',
    article: '6(1)(f)',
    says: 'Used to run SP-Bench for you and your authority, safely. You may object.',
  },
};

const nothingSpecial = 'Not used: SP-Bench holds no data of a special category.';

/** The reasons that nothing here rests on. */
export const basesNotUsed: readonly BasisInWords[] = [
  {
    name: 'Contract',
    article: '6(1)(b)',
    says: 'Not used: our agreements are with authorities, not with the people who work for them.',
  },
  {
    name: 'An emergency of somebody’s life',
    article: '6(1)(d)',
    says: 'Not used: nothing here is about one.',
  },
  { name: 'Employment', article: '9(2)(b)', says: nothingSpecial },
  { name: 'Made public by the person', article: '9(2)(e)', says: nothingSpecial },
  { name: 'Legal cases', article: '9(2)(f)', says: nothingSpecial },
  { name: 'Benefit of society as a whole', article: '9(2)(g)', says: nothingSpecial },
  { name: 'Health and public health', article: '9(2)(h) and (i)', says: nothingSpecial },
  {
    name: 'Archiving, research and statistics',
    article: '9(2)(j)',
    says: 'Not used: reports are statistics about services, made from data with no person in them.',
  },
];
