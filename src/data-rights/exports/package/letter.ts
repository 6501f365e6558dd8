import type { Activity } from '../../../policies/index.ts';
import { dayInWords } from '../../requests/day-words.ts';
import { waysToComplain } from '../../requests/letter-templates.ts';
import type { Day } from '../../rules/days.ts';
import type { ExportContents } from '../export.ts';
import { withhold, type Given, type GivenItem } from '../rules/withhold.ts';
import { entries, notes, reasonInWords, unexplainedInWords, withheldInWords } from './words.ts';

/** How somebody is reached. */
export interface LetterContact {
  name: string;
  post: readonly string[];
  phones: readonly string[];
  email: string | null;
}

/** What the covering letter is made from. */
export interface PackageLetterFacts {
  reference: string;
  /** Who is written to. */
  name: string;
  /** Whose data it is, where somebody acts for them. */
  actsFor: string | null;
  receivedOn: Day;
  contents: Pick<ExportContents, 'items' | 'files' | 'withholdings' | 'searches'>;
  /** All uses that are made of personal data; the letter tells of those that the records belong to. */
  uses: readonly Pick<Activity, 'name' | 'collected' | 'recipients' | 'purpose' | 'basis' | 'tables'>[];
  /** What codes and abbreviations in the data mean. */
  codes: readonly { code: string; meaning: string }[];
  /** The data protection officer. */
  officer: LetterContact;
}

/**
 * The draft of the covering letter: what is sent, the searches, what is withheld, and all that goes with a copy (L11, P58).
 * Whoever writes it changes it before it is approved. Plain text, paragraphs apart by an empty line; it tells of nothing
 * that is withheld without a word.
 */
export function draftPackageLetter(facts: PackageLetterFacts): string {
  const { given } = withhold(facts.contents);
  return [
    `Dear ${facts.name}`,
    opening(facts),
    ...whatIsSent(given),
    ...whereWeLooked(facts),
    ...whatIsWithheld(given),
    ...whatTheLawAdds(facts, given),
    waysToComplain,
    `Our data protection officer: ${contactLine(facts.officer)}.`,
    `Your reference is ${facts.reference}. Please give it when you write or call.`,
    'Oxford Computer Consultants, for SP-Bench',
  ].join('\n\n');
}

function opening({ receivedOn, actsFor }: PackageLetterFacts): string {
  const forWhom = actsFor === null ? '' : ` for ${actsFor}`;
  return `On ${dayInWords(receivedOn)} we received your request${forWhom} for a copy of what we hold. This is our answer. It is free.`;
}

function whatIsSent({ items, files }: Given): string[] {
  const copies = files.length === 0 ? '' : ` and ${counted(files.length, 'copy', 'copies')} of files`;
  return [
    `This package has ${counted(items.length, 'record', 'records')}${copies}. Begin with ${entries.report.name}; ${entries.pdf.name} is the same for printing. ${entries.json.name} and ${entries.csv.name} are for programs and spreadsheets; their form is explained on our site under Documentation, “Formats of your data”. If you would like it in another form, tell us.`,
  ];
}

function whereWeLooked({ contents: { searches } }: PackageLetterFacts): string[] {
  if (searches.length === 0) return ['[Say here where you looked, and what for.]'];
  const lines = searches.map(({ place, terms, on, result, whyNot }) =>
    whyNot === null
      ? `- ${place}, on ${dayInWords(on)}, for ${terms}: ${result}`
      : `- ${place}: not searched, because ${whyNot}`,
  );
  return [
    `We made a reasonable and proportionate search:\n${lines.join('\n')}`,
    'If you know of another name, address or place under which we may hold something, tell us and we look again.',
  ];
}

function whatIsWithheld({ withheld, unexplained }: Given): string[] {
  const lines = withheld.map((line) => `- ${line.number}. ${withheldInWords(line)}. ${reasonInWords(line)}`);
  const more = unexplainedInWords(unexplained);
  return [
    ...(lines.length > 0 ? [`Some things are withheld:\n${lines.join('\n')}`] : []),
    ...(more === null ? [] : [more]),
    ...(lines.length === 0 && more === null ? [notes.nothingWithheld] : []),
  ];
}

/** Purposes, categories, recipients, sources, how long, rights, decisions by computer, transfers, codes. */
function whatTheLawAdds({ uses, codes }: PackageLetterFacts, { items }: Given): string[] {
  const tables = new Set(items.map(({ table }) => table));
  const ours = uses.filter((use) => use.tables.some((table) => tables.has(table)));
  return [
    'What your data is used for, where it comes from and who gets it:',
    ...ours.map(
      ({ name, collected, recipients, purpose, basis }) =>
        `${name}. ${collected} Used for: ${purpose} Who gets it: ${recipients} Why the law allows it: ${basis}`,
    ),
    `Kinds of data: ${list(distinct(items, ({ category }) => category)) || 'none'}.`,
    `How long it is kept, by what it is:\n${retentionLines(items).join('\n') || '- nothing is kept'}`,
    'Where it does not say otherwise, your data comes from you or from your use of SP-Bench. Nothing is bought or added from other sources.',
    'You can ask us to correct or remove what is wrong, to limit the use of your data, or to stop a use of it, and to have what rests on your consent in a form for other programs.',
    'No decision about you is made by a computer alone, and you are not profiled. Your data is held in the United Kingdom and not transferred abroad.',
    notes.values,
    ...(codes.length === 0
      ? []
      : [
          `What codes in the data mean:\n${codes.map(({ code, meaning }) => `- ${code}: ${meaning}`).join('\n')}`,
        ]),
  ];
}

function retentionLines(items: readonly GivenItem[]): string[] {
  const titles = new Map<string, Set<string>>();
  for (const { title, fields } of items)
    for (const { retention } of fields)
      titles.set(retention, (titles.get(retention) ?? new Set<string>()).add(title));
  return [...titles].map(([retention, of]) => `- ${list([...of])}: ${retention}`);
}

function distinct(items: readonly GivenItem[], of: (field: GivenItem['fields'][number]) => string): string[] {
  return [...new Set(items.flatMap(({ fields }) => fields.map(of)))];
}

function list(words: readonly string[]): string {
  return words.join(', ');
}

function counted(count: number, one: string, more: string): string {
  return `${count} ${count === 1 ? one : more}`;
}

function contactLine({ name, post, phones, email }: LetterContact): string {
  return [
    name,
    ...post,
    ...phones.map((phone) => `telephone ${phone}`),
    ...(email === null ? [] : [email]),
  ].join(', ');
}
