import { seedReference } from '../seeds/reference/seed-reference.ts';
import { migrateDatabase } from './platform/migrate.ts';

/** The database as this release needs it, reference data included. Every process does it at start. */
export function prepareDatabase(url: string): Promise<void> {
  return migrateDatabase(url, seedReference);
}
