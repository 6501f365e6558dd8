import { paths } from '../../paths.ts';
import { get, post, type Route } from '../../web/routes.ts';
import * as handlers from './handlers.ts';
import type { RegisterParts } from './save-entry.ts';

/** Everybody at OCC reads the registers. "new" stands before the numbers, one of which it would be taken for. */
export function registerRoutes(parts: RegisterParts): Route[] {
  const [read, manage] = ['registers:read', 'registers:manage'] as const;
  return [
    get(paths.registers, read, handlers.showRegisters(parts)),
    get(paths.register(), read, handlers.listEntries(parts)),
    get(paths.newRegisterEntry(), manage, handlers.showNewEntry()),
    post(paths.newRegisterEntry(), manage, 'register.entry-added', handlers.createEntry(parts)),
    get(paths.registerEntry(), read, handlers.showEntry(parts)),
    get(paths.registerVersions(), manage, handlers.showNewVersion(parts)),
    post(paths.registerVersions(), manage, 'register.version-added', handlers.createVersion(parts)),
    post(paths.registerEnding(), manage, 'register.entry-ended', handlers.endRegisterEntry(parts)),
  ];
}
