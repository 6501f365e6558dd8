import type { Readable } from 'node:stream';
import { packZip, type FileToPack } from '../../../platform/pack-zip.ts';
import { londonDayOf } from '../../rules/london-time.ts';
import type { ExportContents } from '../export.ts';
import { packageDocument, type PackageDocument } from './package-document.ts';
import { entriesWithSums, type EntrySum } from './sums.ts';
import { entries } from './words.ts';
import { dataCsv, searchesCsv, withheldCsv } from './write-csv.ts';
import { accessJson } from './write-json.ts';
import { letterPage, letterText } from './write-letter.ts';
import { writeReport } from './write-report.ts';
import { writeReportPdf } from './write-report-pdf.ts';

/**
 * The package for somebody who asks for their data (L11, P60): a ZIP, written as it is read, of the same bytes for the same
 * contents. What is withheld is gone before anything is written. Throws when a withholding does not fit the contents.
 */
export function writePackage(contents: ExportContents): Readable {
  const document = packageDocument(contents);
  return packZip(filesOf(document), londonDayOf(document.madeAt));
}

function filesOf(document: PackageDocument): FileToPack[] {
  const { entry, sums } = entriesWithSums();
  return [
    entry(entries.report.name, () => writeReport(document)),
    entry(entries.pdf.name, () => writeReportPdf(document)),
    entry(entries.letterText.name, () => letterText(document)),
    entry(entries.letterPage.name, () => letterPage(document)),
    entry(entries.json.name, () => accessJson(document)),
    entry(entries.csv.name, () => dataCsv(document)),
    entry(entries.searches.name, () => searchesCsv(document)),
    entry(entries.withheld.name, () => withheldCsv(document)),
    ...document.files.map(({ name, open }) => entry(name, open)),
    entry(entries.sums.name, () => sums.map(({ name, sha256 }) => `${sha256}  ${name}\n`)),
    entry(entries.manifest.name, () => [manifestOf(document, sums)]),
  ];
}

/** Of every entry but itself. */
function manifestOf({ reference, madeAt }: PackageDocument, sums: readonly EntrySum[]): string {
  const manifest = {
    ...{ schema: 'sp-bench-package-manifest', version: 1, reference, madeAt, algorithm: 'SHA-256' },
    entries: sums,
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
