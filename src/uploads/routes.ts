import { paths } from '../paths.ts';
import { get, post, postFile, type Route } from '../web/routes.ts';
import * as handle from './handlers.ts';

/** Uploads: who may, where, under which audit name. */
export function uploadRoutes(parts: handle.UploadParts): Route[] {
  return [
    get(paths.uploads, 'uploads:read', handle.listUploads(parts)),
    get(paths.newUpload, 'uploads:create', handle.showNewUpload(parts)),
    postFile(paths.newUpload, 'uploads:create', 'upload.received', handle.receive(parts)),
    get(paths.upload(), 'uploads:read', handle.showUpload(parts)),
    get(paths.findingsCsv(), 'uploads:read', handle.downloadFindings(parts)),
    post(paths.decisions(), 'uploads:decide', 'upload.decided', handle.decide(parts)),
  ];
}
