import { existsSync } from 'node:fs';
import path from 'node:path';
import type { ZipLimits } from '../platform/zip.ts';
import { cutValue } from '../platform/plain-text.ts';
import { knownAuthoritiesOf, type Finding, type NamedAuthority, type TableUse } from '../tables/index.ts';
import { checkExtract } from './check-extract.ts';
import { unreadableSentence } from './presenters.ts';
import { readExtract } from './read-extract.ts';

export interface CheckFileCommand {
  /** Path of the ZIP; its name counts, as at an upload. */
  file: string;
  /** The code of the uploader's authority, and all of them. */
  own: string;
  authorities: readonly NamedAuthority[];
  /** ISO 8601 day: an extract of a day to come is refused. */
  today: string;
  limits?: ZipLimits;
}

export type CheckedFile =
  | { kind: 'unreadable'; name: string; sentence: string }
  | {
      kind: 'checked';
      name: string;
      dataDate: string;
      tables: TableUse[];
      errors: number;
      irregular: number;
      /** In file order, their values cut. */
      findings: Finding[];
    };

export type Verdict = 'accepted' | 'irregular' | 'errors' | 'unreadable';

/** What the command ends with; other scripts rely on it. */
export const exitCodes: Readonly<Record<Verdict, number>> = {
  accepted: 0,
  irregular: 3,
  errors: 4,
  unreadable: 5,
};

/**
 * Checks a file by the very rules of an upload, without a database: so without what other authorities and the last
 * extract say.
 */
export async function checkFile({
  file,
  own,
  authorities,
  today,
  limits,
}: CheckFileCommand): Promise<CheckedFile> {
  const name = path.basename(file);
  if (!existsSync(file)) return { kind: 'unreadable', name, sentence: `There is no file ${file}` };
  const extract = await readExtract({ path: file, name }, own, today, limits);
  if (extract.kind === 'unreadable')
    return { kind: 'unreadable', name, sentence: unreadableSentence(extract) };
  const findings: Finding[] = [];
  try {
    const authority = knownAuthoritiesOf(own, authorities);
    const context = { authority, dataDate: extract.dataDate, usual: new Map(), previous: new Map() };
    const { tables } = await checkExtract(extract, context, {
      finding: (finding) => void findings.push({ ...finding, value: cutValue(finding.value) }),
      service: () => undefined,
      score: () => undefined,
      settled: () => null,
      ended: () => null,
      named: () => Promise.resolve(),
      progress: () => undefined,
    });
    const errors = findings.filter(({ severity }) => severity === 'error').length;
    findings.sort(byFileOrder);
    return {
      kind: 'checked',
      name,
      dataDate: extract.dataDate,
      tables,
      errors,
      irregular: findings.length - errors,
      findings,
    };
  } finally {
    extract.close();
  }
}

export function verdictOf(checked: CheckedFile): Verdict {
  if (checked.kind === 'unreadable') return 'unreadable';
  if (checked.errors > 0) return 'errors';
  return checked.irregular > 0 ? 'irregular' : 'accepted';
}

function byFileOrder(a: Finding, b: Finding): number {
  return a.filePosition - b.filePosition || a.row - b.row || a.columnPosition - b.columnPosition;
}
