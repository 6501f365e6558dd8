import type { UploadKind } from '../uploads/index.ts';
import { applyDecisions } from './apply-decisions.ts';
import { loadExtract, type LoadParts } from './load-extract.ts';
import { adviceFor, unreadableSentence } from './presenters.ts';
import { readExtract } from './read-extract.ts';
import { discardVersion, makeVersionLive } from './store.ts';

/** The SPLS Extract as a kind of upload. */
export function extractKind(parts: LoadParts): UploadKind {
  return {
    name: 'extract',
    title: 'SPLS Extract',
    async read(file, authority, today) {
      const extract = await readExtract(file, authority.code, today, parts.limits);
      if (extract.kind === 'unreadable') return { kind: 'unreadable', sentence: unreadableSentence(extract) };
      extract.close();
      return { kind: 'readable', dataDate: extract.dataDate };
    },
    process: (job) => loadExtract(parts, job),
    applyDecisions: (trx, uploadId, decided) => applyDecisions(trx, parts.measuresOf, uploadId, decided),
    makeLive: makeVersionLive,
    discard: discardVersion,
    advise: adviceFor,
  };
}
