import { paths } from '../../paths.ts';
import { get, post, type Route, withStepUp } from '../../web/routes.ts';
import type { OccParts } from '../occ-parts.ts';
import * as handlers from './handlers.ts';

export function auditRoutes(parts: OccParts): Route[] {
  const read = 'audit:read';
  return [
    get(paths.audit, read, handlers.showTrail(parts)),
    withStepUp(get(paths.auditCsv, read, handlers.downloadTrail(parts), 'audit.downloaded')),
    post(paths.auditVerification, read, 'audit.verification-asked', handlers.verifyNow(parts)),
  ];
}
