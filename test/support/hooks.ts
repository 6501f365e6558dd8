import { stopTestServer } from './database.ts';

/** Mocha runs these around the whole suite. */
export const mochaHooks = { afterAll: stopTestServer };
