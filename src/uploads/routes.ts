import { paths } from '../paths.ts';
import { get, post, postFile, type Route } from '../web/routes.ts';
import * as handle from './handlers.ts';
import { downloadAnnotated } from './handlers-annotated.ts';
import { compareUploads } from './handlers-changes.ts';
import * as again from './handlers-re-extractions.ts';
import * as versions from './handlers-versions.ts';

/** Uploads: who may, where, under which audit name. */
export function uploadRoutes(parts: handle.UploadParts): Route[] {
  return [
    get(paths.uploads, 'uploads:read', handle.listUploads(parts)),
    get(paths.newUpload, 'uploads:create', handle.showNewUpload(parts)),
    postFile(paths.newUpload, 'uploads:create', 'upload.received', handle.receive(parts)),
    get(paths.compareUploads, 'uploads:read', compareUploads(parts)),
    get(paths.upload(), 'uploads:read', handle.showUpload(parts)),
    get(paths.findingsCsv(), 'uploads:read', handle.downloadFindings(parts)),
    get(paths.annotatedZip(), 'uploads:read', downloadAnnotated(parts), 'upload.annotated'),
    get(paths.original(), 'uploads:read', versions.downloadOriginal(parts), 'upload.original-read'),
    get(paths.withdrawal(), 'uploads:decide', versions.showWithdrawal(parts)),
    post(paths.withdrawal(), 'uploads:decide', 'upload.withdrawn', versions.withdraw(parts)),
    get(paths.reinstatement(), 'uploads:decide', versions.showReinstatement(parts)),
    post(paths.reinstatement(), 'uploads:decide', 'upload.reinstated', versions.reinstate(parts)),
    post(paths.decisions(), 'uploads:decide', 'upload.decided', handle.decide(parts)),
    ...reExtractionRoutes(parts),
  ];
}

/** Reading stored files again: OCC's own people alone. */
function reExtractionRoutes(parts: handle.UploadParts): Route[] {
  const run = 're-extractions:run';
  return [
    get(paths.reExtractions, run, again.listReExtractions(parts)),
    post(paths.reExtractions, run, 're-extraction.started', again.startRun(parts)),
    get(paths.reExtraction(), run, again.showReExtraction(parts)),
    post(paths.reExtractionApplication(), run, 're-extraction.applied', again.applyRun(parts)),
    post(paths.reExtractionCancellation(), run, 're-extraction.cancelled', again.cancelRun(parts)),
  ];
}
