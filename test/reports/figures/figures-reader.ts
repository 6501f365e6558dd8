import { systemClock } from '../../../src/platform/clock.ts';
import { openDatabase, type Database } from '../../../src/platform/database.ts';
import type { ReportSources } from '../../../src/reports/comparison.ts';
import { readReport, type Report } from '../../../src/reports/read-report.ts';
import { benchmarkReader } from '../../../src/reports/benchmark/store-benchmark.ts';
import { trendSources, type TrendSources } from '../../../src/reports/analyses/trend.ts';
import { createTestDatabase } from '../../support/database.ts';
import type { TestAuthority } from '../world.ts';

/** What reports read from, as the routes put it together, on a database of its own. */
export interface TestReports {
  database: Database;
  sources: ReportSources;
  trend: TrendSources;
  /** What an address asks for, of this authority. */
  asked: (reader: TestAuthority, query?: Record<string, unknown>) => Promise<Report>;
  close: () => Promise<void>;
}

export async function startReports(): Promise<TestReports> {
  const testDatabase = await createTestDatabase();
  const database = openDatabase(testDatabase.url, { poolSize: 3 });
  return {
    database,
    ...reportsOn(database),
    close: async () => {
      await database.close();
      await testDatabase.drop();
    },
  };
}

export function reportsOn(database: Database): Pick<TestReports, 'sources' | 'trend' | 'asked'> {
  return {
    sources: {
      db: database.knex,
      benchmarkSet: benchmarkReader(database.benchmark),
      clock: systemClock,
    },
    trend: trendSources(database.knex, database.benchmark),
    asked: (reader, query = {}) => readReport(database.knex, reader, query),
  };
}
