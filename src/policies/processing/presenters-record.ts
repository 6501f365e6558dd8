import type { PersonalColumn } from '../../platform/personal-data.ts';
import type { Contacts } from '../texts/contacts.ts';
import type { Activity } from './specification/activities.ts';
import { basesInUse } from './specification/lawful-bases.ts';
import { workForAuthorities } from './specification/processor.ts';

type Basis = PersonalColumn['lawfulBasis'];

const kinds: Record<string, string> = {
  identity: 'Who you are',
  contact: 'How to reach you',
  role: 'Your work',
  credential: 'Signing in',
  activity: 'What you did',
};

const always =
  'To be informed, to see and have a copy, to have it put right, to have it limited, to complain';

/** Which rights there are depends on the basis: what consent or legitimate interests rest on can be stopped by the person. */
const rightsByBasis: Readonly<Record<Basis, string>> = {
  consent: 'to take consent back, to have it removed and to take it along',
  'legitimate-interests': 'to object and to have it removed',
  'public-task': 'to object',
  'legal-obligation': 'where a law asks for it, it can be neither removed nor objected to',
};

/** The record of one use of personal data: what article 30(1) asks for, and what the Commissioner’s own form adds (L18). */
export function recordRows(activity: Activity, personalData: readonly PersonalColumn[]): string[][] {
  const columns = personalData.filter(({ table }) => activity.tables.includes(table));
  if (columns.length === 0) return [];
  const inUse = [...new Set(columns.map(({ lawfulBasis }) => lawfulBasis))];
  const rests = (basis: Basis): boolean => inUse.includes(basis);
  const unique = (texts: readonly string[]): string => [...new Set(texts)].join('; ');
  return [
    ['Controller', 'Oxford Computer Consultants, alone: there is no joint controller'],
    ['Purpose', activity.purpose],
    ['People', activity.subjects],
    ['Kinds of data', unique(columns.map(({ category }) => kinds[category] ?? category))],
    ['Special categories', 'None'],
    ['Condition of article 9', 'None is needed'],
    ['Condition of Schedule 1 of the Data Protection Act 2018, and its policy document', 'None is needed'],
    ['Where the data comes from', activity.source],
    ['Recipients', activity.recipients],
    ['Lawful basis', activity.basis],
    [
      'As declared of each entry',
      inUse.map((basis) => `${basesInUse[basis].name}, article ${basesInUse[basis].article}`).join('; '),
    ],
    [
      'Legitimate interests weighed',
      rests('legitimate-interests') ? 'In our register of assessments' : 'Not relied on',
    ],
    [
      'Record of consent',
      rests('consent')
        ? 'Each choice with its words and time, in a ledger that is only added to'
        : 'Not relied on',
    ],
    ['Rights', `${always}; ${inUse.map((basis) => rightsByBasis[basis]).join('; ')}`],
    ['Kept', unique(columns.map(({ retention }) => retention.words))],
    ['Where it is kept', 'In the database of SP-Bench and its sealed backups, in the United Kingdom'],
    ['Transfers outside the United Kingdom', 'None'],
    ['Safeguards for transfers', 'None are needed; our register of transfers would name them'],
    ['Decided by computer alone, or profiled', 'No'],
    [
      'Impact assessment',
      'Not required by article 35: details of people at work, on no large scale and nothing sensitive. What is assessed is in our register of assessments',
    ],
    ['Contracts with processors', 'In our register of agreements'],
    ['Breaches', 'In our log of breaches, by reference'],
    ['Security', 'As the security policy says: encryption, permissions, second factor, audit trail, backups'],
  ];
}

/** The record of a processor, with its contacts. */
export function processorRows({ operator, officer }: Contacts): string[][] {
  const reach = ({ name, post, email, phones }: Contacts['operator']): string =>
    [name, ...post, ...phones, ...(email === null ? [] : [email])].join(', ');
  return [
    ['Processor', reach(operator)],
    ['Data protection officer', reach(officer)],
    ...workForAuthorities.map(([entry, says]) => [entry, says]),
  ];
}
