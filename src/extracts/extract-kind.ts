import type { UploadKind } from '../uploads/index.ts';
import { applyDecisions } from './apply-decisions.ts';
import { compareVersions } from './compare-versions.ts';
import { loadExtract, type LoadParts } from './load-extract.ts';
import { adviceFor, unreadableSentence } from './presenters.ts';
import { changesInWords } from './presenters-changes.ts';
import { openTables } from './open-tables.ts';
import { readExtract } from './read-extract.ts';
import { discardVersion, makeVersionLive, rebuildGrades, versionRows, withdrawVersion } from './store.ts';
import { differingExtracts } from './store-changes.ts';

/** The SPLS Extract as a kind of upload. */
export function extractKind(parts: LoadParts): UploadKind {
  return {
    name: 'extract',
    title: 'SPLS Extract',
    noun: 'extract',
    fileExample: (code) => `SPLSExtract_${code}_30062009.zip`,
    claims: (fileName) => /^SPLSExtract/i.test(fileName),
    async read(file, authority, today) {
      const extract = await readExtract(file, authority.code, today, parts.limits);
      if (extract.kind === 'unreadable') return { kind: 'unreadable', sentence: unreadableSentence(extract) };
      extract.close();
      return { kind: 'readable', dataDate: extract.dataDate };
    },
    seriesOf: () => 'extract',
    process: (job) => loadExtract(parts, job),
    applyDecisions: (trx, uploadId, decided) => applyDecisions(trx, parts.measuresOf, uploadId, decided),
    makeLive: makeVersionLive,
    withdraw: withdrawVersion,
    discard: discardVersion,
    storedRows: versionRows,
    async changes(db, { authorityId, fromUploadId, toUploadId, occasion }) {
      const changes = await compareVersions(db, authorityId, fromUploadId, toUploadId);
      return changes && changesInWords(changes, occasion);
    },
    differingColumns: differingExtracts,
    rebuildHistory: rebuildGrades,
    openTables: (file, authority, dataDate) => openTables(file, authority, dataDate, parts.limits),
    advise: adviceFor,
  };
}
