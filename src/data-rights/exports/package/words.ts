import { basesInUse } from '../../../policies/index.ts';
import { inWords } from '../../../platform/held-data.ts';
import type { ExportValue, Search } from '../export.ts';
import { dayInWords } from '../../requests/day-words.ts';
import { londonTimeOf } from '../../rules/london-time.ts';
import type { WithheldLine } from '../rules/withhold.ts';

/** What stands where something is held that is shown to nobody. */
export const NOT_SHOWN = '(held, not shown)';

/** "30 November 2026, 09:15". */
export function timeInWords(at: Date): string {
  const time = londonTimeOf(at);
  return `${dayInWords(time.slice(0, 10))}, ${time.slice(11)}`;
}

/** A value as a person reads it. */
export function valueInWords(value: ExportValue | undefined): string {
  if (value === undefined) return NOT_SHOWN;
  if (value === null || value === '') return '(empty)';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value !== 'object') return String(value);
  if (value.length === 0) return '(empty)';
  return value.some((part) => typeof part === 'object')
    ? JSON.stringify(value)
    : value.map(valueInWords).join('\n');
}

/** Bases are declared by key; one that is not known stands as it is. */
export function basisInWords(key: string): string {
  const basis = Object.entries(basesInUse).find(([name]) => name === key)?.[1];
  return basis ? `${basis.name} (UK GDPR, article ${basis.article})` : key;
}

const extents: Readonly<Record<WithheldLine['extent'], string>> = {
  passage: 'Words within',
  value: 'All of',
  record: 'A whole record of',
  file: 'A whole file',
};

/** What is withheld, as one line of a list. */
export function withheldInWords({ extent, table, title, record, label }: WithheldLine): string {
  if (extent === 'file') return extents.file;
  if (extent === 'record') return `${extents.record} ${inWords(table ?? '')}`;
  return `${extents[extent]} “${label ?? ''}”, ${title ?? ''}, record ${record ?? ''}`;
}

/** Ground, what was noted of it, and the law. */
export function reasonInWords({ words, reason, rule }: WithheldLine): string {
  const ground = words.charAt(0).toUpperCase() + words.slice(1);
  return `${[ground, reason ?? ''].filter((part) => part !== '').join(': ')} (${rule})`;
}

/** Null where there is nothing that is not explained. */
export function unexplainedInWords(count: number): string | null {
  if (count === 0) return null;
  const things = count === 1 ? 'One thing more is withheld' : `${count} things more are withheld`;
  return `${things}; the law allows us not to say what or why.`;
}

export function searchResult({ result, whyNot }: Search): string {
  return whyNot === null ? result : `Not searched: ${whyNot}`;
}

export const notes = {
  values: `Times with a Z at their end are in UTC. “(sealed)” is kept in a form that only the installation itself can open; “${NOT_SHOWN}” would let somebody in, such as a password’s hash. What stands in square brackets after “withheld” was taken out.`,
  nothingHeld: 'No record on you is part of this package.',
  nothingWithheld: 'Nothing that was found is withheld.',
  noSearches: 'No searches are listed.',
  noFiles: 'There are no copies of files.',
} as const;

/** What is in the package beside the copies of files. */
export const entries = {
  report: { name: 'read-me-first.html', about: 'this report, for a browser' },
  pdf: { name: 'report.pdf', about: 'the same report, for printing' },
  letterText: { name: 'letter.txt', about: 'the covering letter as plain text' },
  letterPage: { name: 'letter.html', about: 'the covering letter by itself, for a browser' },
  json: { name: 'data.json', about: 'every value exactly, for a program' },
  csv: { name: 'data.csv', about: 'the same with a line for each value, for a spreadsheet' },
  searches: { name: 'searches.csv', about: 'where we looked, and what for' },
  withheld: { name: 'withheld.csv', about: 'what is withheld and why' },
  sums: { name: 'SHA256SUMS', about: 'checksums of the files above, as other tools read them' },
  manifest: { name: 'manifest.json', about: 'size and SHA-256 of every other file' },
} as const;
