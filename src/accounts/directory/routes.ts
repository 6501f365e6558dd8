import { paths } from '../../paths.ts';
import { get, type Route } from '../../web/routes.ts';
import type { AccountParts } from '../account-parts.ts';
import * as handlers from './handlers.ts';

/** Officers and lead officers who share how to reach them, for officers and lead officers. */
export function directoryRoutes(parts: AccountParts): Route[] {
  return [
    get(paths.directory, 'directory:read', handlers.showDirectory(parts)),
    get(paths.directoryEntry(), 'directory:read', handlers.showEntry(parts)),
  ];
}
