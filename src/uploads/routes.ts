import { paths } from '../paths.ts';
import { get, post, postFile, type Route } from '../web/routes.ts';
import * as handle from './handlers.ts';
import { downloadAnnotated } from './handlers-annotated.ts';
import { compareUploads } from './handlers-changes.ts';
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
  ];
}
