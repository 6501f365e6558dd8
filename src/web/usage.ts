import type { Express, Request } from 'express';
import type { Pool } from 'pg';
import { type Clock, today } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import { addCounts } from './usage-store.ts';

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- the only way to say what is put on a request
  namespace Express {
    interface Request {
      /** Counts a search and whether it found anything, and nothing about what was sought or by whom. */
      countSearch: (found: boolean) => void;
    }
  }
}

/** How often something was done, by day (YYYY-MM-DD) and by what: "page /policies", "searches", "searches in vain". */
export interface UsageCounter {
  countPage(pattern: string): void;
  countSearch(found: boolean): void;
  /** Writes what was counted since the last time. */
  flush(): Promise<void>;
  /** The last flush; nothing is counted afterwards. */
  close(): Promise<void>;
}

export const SEARCHES = 'searches';
export const SEARCHES_IN_VAIN = 'searches in vain';
export const PAGE = 'page ';

/** Counts are written together after so long, so that no request waits for one. */
const FLUSH_MS = 30_000;

/** Counters by day, without anything about who (P12, P29). What cannot be written is tried again with what comes next. */
export function openUsageCounter(parts: { pool: Pool; clock: Clock; logger: Logger }): UsageCounter {
  let counts = new Map<string, number>();
  const count = (what: string): void => {
    const key = `${today(parts.clock)} ${what}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  const flush = async (): Promise<void> => {
    if (counts.size === 0) return;
    const written = counts;
    counts = new Map();
    try {
      await addCounts(parts.pool, rowsOf(written));
    } catch (error) {
      for (const [key, number] of written) counts.set(key, (counts.get(key) ?? 0) + number);
      parts.logger.warn({ error: (error as Error).message }, 'usage could not be written');
    }
  };
  const timer = setInterval(() => void flush(), FLUSH_MS).unref();
  return {
    countPage: (pattern) => count(PAGE + pattern),
    countSearch: (found) => {
      count(SEARCHES);
      if (!found) count(SEARCHES_IN_VAIN);
    },
    flush,
    close: async () => {
      clearInterval(timer);
      await flush();
    },
  };
}

function rowsOf(counts: ReadonlyMap<string, number>): { day: string; what: string; count: number }[] {
  return [...counts].map(([key, count]) => ({ day: key.slice(0, 10), what: key.slice(11), count }));
}

/** Counts pages that were shown, by the pattern of their address. Without a counter nothing is counted. */
export function setUpUsage(app: Express, counter: UsageCounter | null): void {
  app.use((req, res, next) => {
    req.countSearch = (found) => counter?.countSearch(found);
    if (counter && req.method === 'GET') {
      res.once('finish', () => {
        const pattern = patternOf(req);
        const isPage = res.statusCode === 200 && String(res.get('Content-Type')).startsWith('text/html');
        if (pattern && isPage) counter.countPage(pattern);
      });
    }
    next();
  });
}

function patternOf(req: Request): string | null {
  const pattern = (req.route as { path?: unknown } | undefined)?.path;
  return typeof pattern === 'string' ? pattern : null;
}
