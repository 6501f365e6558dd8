import { differingColumns } from '../platform/compare-rows.ts';
import type { UploadKind } from '../uploads/index.ts';
import { loadWorkbook, type LoadParts } from './load-workbook.ts';
import { openWorkbook } from './open-workbook.ts';
import { adviceFor, unreadableSentence } from './presenters.ts';
import { readWorkbook } from './read-workbook.ts';
import { workbookName, type Term } from './specification/file-name.ts';
import { discardForms, formRows, rebuildResults, setExcluded } from './store.ts';

const NO_SERVICES =
  'SP-Bench does not know your services yet, so no form could be matched to one. Upload your SPLS Extract first, then this workbook.';

const claims: Record<Term, RegExp> = { short: /^OutcomesShort/i, long: /^OutcomesLong/i };

/** The outcomes workbooks of one term as a kind of upload. Those of different days stand beside each other. */
export function outcomeKind(parts: LoadParts, term: Term): UploadKind {
  const name = `outcomes-${term}`;
  return {
    name,
    title: `Outcomes workbook, ${term}-term services`,
    noun: 'outcomes workbook',
    fileExample: (code) => workbookName({ term, code, date: '2009-06-30', format: 'xlsx' }),
    claims: (fileName) => claims[term].test(fileName),
    seriesOf: (dataDate) => `${name} ${dataDate}`,
    async read(file, authority, today) {
      const workbook = await readWorkbook(file, authority.code, today, parts.limits);
      if (workbook.kind === 'unreadable')
        return { kind: 'unreadable', sentence: unreadableSentence(workbook) };
      const services = await parts.liveServicesOf(parts.database.knex, authority.id);
      if (services.size === 0) return { kind: 'unreadable', sentence: NO_SERVICES };
      return { kind: 'readable', dataDate: workbook.dataDate };
    },
    process: (job) => loadWorkbook(parts, job),
    async applyDecisions(trx, uploadId, decided) {
      const rows = decided.map(({ row, decision }) => ({ row, isExcluded: decision === 'exclude' }));
      await setExcluded(trx, uploadId, rows);
      await rebuildResults(trx, uploadId);
    },
    makeLive: rebuildResults,
    withdraw: rebuildResults,
    discard: discardForms,
    storedRows: formRows,
    differingColumns: (db, from, to) =>
      differingColumns(db, { table: 'outcome_forms', versionColumn: 'upload_id' }, from, to),
    openTables: (file, authority, dataDate) => openWorkbook(file, authority, dataDate, parts.limits),
    advise: adviceFor,
  };
}
