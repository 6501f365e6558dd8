import type { PersonalColumn } from '../../platform/personal-data.ts';
import type { CookieFact } from '../../web/cookies.ts';
import type { Contact, Contacts } from '../texts/contacts.ts';
import { fileBlocks, requirementBlocks } from '../presenters-requirement-blocks.ts';
import type { RequirementSet } from '../requirements.ts';
import {
  type Block,
  type FilledParts,
  type Line,
  plain,
  type ShownBlock,
  type TableBlock,
} from '../texts/policy-text.ts';
import type { PartName } from '../texts/specification/pages.ts';
import { processorRows, recordRows } from './presenters-record.ts';
import type { Activity } from './specification/activities.ts';
import { basesInUse, basesNotUsed } from './specification/lawful-bases.ts';

/** What the application knows of itself and puts into texts. */
export interface OwnFacts {
  /** Every use of personal data. */
  activities: readonly Activity[];
  cookies: readonly CookieFact[];
  /** Every column that holds something about a person. */
  personalData: readonly PersonalColumn[];
  /** Whether visits are counted (USAGE_COUNTERS). */
  countsUsage: boolean;
  /** What each kind of file must hold. */
  requirements: readonly RequirementSet[];
}

export type PartFacts = OwnFacts & { contacts: Contacts };

type Row = readonly string[];

/** What each part of a text says by these facts. */
export function filledParts(blocks: readonly Block[], facts: PartFacts): FilledParts {
  const names = blocks.flatMap((block) => (block.kind === 'part' ? [block.name] : []));
  return Object.fromEntries(names.map((name) => [name, partBlocks[name](facts)]));
}

const partBlocks: Record<PartName, (facts: PartFacts) => ShownBlock[]> = {
  activities: ({ activities }) => activities.flatMap(inFourParts),
  'contacts-occ': ({ contacts }) => [
    ...(contacts.areExamples ? [paragraph(exampleSentence)] : []),
    contactTable(contacts.operator, 'contact-occ'),
  ],
  'contacts-officer': ({ contacts }) => [contactTable(contacts.officer, 'contact-officer')],
  'contacts-commissioner': ({ contacts }) => [contactTable(contacts.commissioner, 'contact-commissioner')],
  cookies: ({ cookies }) => [
    table(
      'cookies-in-use',
      'Cookies in use',
      ['Name', 'What it is for', 'What is in it', 'How long it lasts', 'When it is set'],
      cookies.map(({ name, purpose, holds, lasts, setWhen }) => [name, purpose, holds, lasts, setWhen]),
    ),
  ],
  'lawful-bases': () => [
    table(
      'lawful-bases-in-law',
      'Lawful bases',
      ['Lawful basis', 'Article', 'In SP-Bench'],
      [...Object.values(basesInUse), ...basesNotUsed].map(({ name, article, says }) => [name, article, says]),
    ),
  ],
  'processing-record': (facts) => facts.activities.flatMap((activity) => recordOf(activity, facts)),
  'processing-for-authorities': ({ contacts }) => [
    table(
      'work-for-authorities',
      'What we do for authorities',
      ['Entry', 'What it says'],
      processorRows(contacts),
    ),
  ],
  registration: ({ contacts: { registration } }) => [registrationOf(registration)],
  'requirements-files': ({ requirements }) => fileBlocks(requirements),
  'requirements-tables': ({ requirements }) => requirementBlocks(requirements),
  retention: ({ activities, personalData }) =>
    activities.flatMap((activity) => retentionOf(activity, personalData)),
  usage: ({ countsUsage }) => [paragraph(countsUsage ? countedSentence : uncountedSentence)],
};

const exampleSentence =
  'The telephone numbers and e-mail addresses of Oxford Computer Consultants are examples: this installation has not been given its own yet. Until then, please use the forms of the page “Contact us”.';
const countedSentence =
  'In this installation counting is on: how often each kind of page is opened a day, how many searches are made and how many of them find nothing. No cookie, name, address or account is counted, and nobody else is told.';
const uncountedSentence =
  'In this installation counting is off: visits and searches are not counted at all. If it is ever switched on, this page says so by itself.';

function paragraph(text: string): ShownBlock {
  return { kind: 'paragraph', line: plain(text) };
}

function heading(activity: Activity, suffix: string): ShownBlock {
  return { kind: 'heading', level: 3, id: `${activity.id}-${suffix}`, text: activity.name };
}

function table(id: string, caption: string, columns: Row, rows: readonly Row[]): TableBlock {
  return { kind: 'table', id, caption, columns, rows: rows.map((cells) => cells.map((text) => plain(text))) };
}

/** The four parts of a notice (P118). */
function inFourParts(activity: Activity): ShownBlock[] {
  const part = (name: string, text: string): Line => [
    { kind: 'strong', text: `${name}: ` },
    { kind: 'text', text },
  ];
  const items = [
    part('What is collected', activity.collected),
    part('Who gets it', activity.recipients),
    part('What it is for', activity.purpose),
    part('Lawful basis', activity.basis),
  ];
  return [heading(activity, 'notice'), { kind: 'list', isOrdered: false, items }];
}

function contactTable(contact: Contact, id: string): TableBlock {
  const { name, post, phones, email, website, hours } = contact;
  const rows: (Line[] | null)[] = [
    [plain('Post'), plain(post.join(', '))],
    phones.length ? [plain('Telephone'), plain(phones.join(' or ') + (hours ? ` (${hours})` : ''))] : null,
    email
      ? [plain('E-mail'), [{ kind: 'link', text: email, href: `mailto:${email}`, isElsewhere: false }]]
      : null,
    website ? [plain('Website'), [{ kind: 'link', text: website, href: website, isElsewhere: true }]] : null,
  ];
  return {
    kind: 'table',
    id,
    caption: name,
    columns: ['Way', 'Where'],
    rows: rows.filter((row) => row !== null),
  };
}

function registrationOf({ number, website }: Contacts['registration']): ShownBlock {
  const before = `Oxford Computer Consultants is registered with the Information Commissioner under the number ${number}. Anybody can look it up in the `;
  return {
    kind: 'paragraph',
    line: [
      ...plain(before),
      { kind: 'link', text: 'Commissioner’s register', href: website, isElsewhere: true },
      ...plain('.'),
    ],
  };
}

/** Columns that say the same of themselves share a row. */
function retentionOf(activity: Activity, personalData: readonly PersonalColumn[]): ShownBlock[] {
  const groups = new Map<string, PersonalColumn[]>();
  for (const column of personalData.filter((one) => activity.tables.includes(one.table))) {
    const key = JSON.stringify([column.purpose, column.retention.words, column.onRemoval]);
    groups.set(key, [...(groups.get(key) ?? []), column]);
  }
  if (groups.size === 0) return [];
  const columns = ['What it is for', 'Kept', 'When your account is removed', 'Recorded as'];
  const rows = [...groups.values()].map((group) => rowOf(group));
  return [heading(activity, 'kept'), table(`${activity.id}-kept-table`, activity.name, columns, rows)];
}

function rowOf(group: readonly PersonalColumn[]): string[] {
  const [first] = group;
  if (!first) return [];
  const names = group.map((one) => `${one.table}.${one.column}`).join(', ');
  return [first.purpose, first.retention.words, removalInWords(first), names];
}

function removalInWords({ onRemoval }: PersonalColumn): string {
  if (onRemoval === 'empty') return 'Emptied';
  return onRemoval === 'delete-row' ? 'Deleted' : `Stays. ${onRemoval.keep}`;
}

/** What the law asks of a record of processing (L18), for one activity. */
function recordOf(activity: Activity, { personalData }: OwnFacts): ShownBlock[] {
  const rows = recordRows(activity, personalData);
  if (rows.length === 0) return [];
  return [
    heading(activity, 'record'),
    table(`${activity.id}-record-table`, activity.name, ['Entry', 'What it says'], rows),
  ];
}
