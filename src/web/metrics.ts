import { createHash, timingSafeEqual } from 'node:crypto';
import type { Express, Request } from 'express';
import { paths } from '../paths.ts';
import { type Metric, METRICS_TYPE, metricsText } from '../platform/metrics.ts';
import { NotFound } from './errors.ts';

export interface MetricsParts {
  /** Lets somebody read from elsewhere; null where only this machine may. */
  token: string | null;
  /** How the program stands at this moment, beside the requests that are counted here. */
  read: () => Promise<Metric[]>;
}

/** Seconds within which a request is answered; what takes longer counts in none of them. */
const BOUNDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Proxies leave one of these: behind one every request seems to come from this machine. */
const PROXY_HEADERS = [
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
  'via',
];

/**
 * Counts requests and answers /metrics, for this machine or for whoever has the token; for everybody else there is no
 * such page. Requests are counted by the class of their answer alone: how often a page is used is counted elsewhere, and
 * only where that is switched on (P12).
 */
export function setUpMetrics(app: Express, { token, read }: MetricsParts): void {
  const requests = requestMeter();
  app.use((req, res, next) => {
    if (req.path !== paths.metrics) {
      const end = requests.begin();
      res.once('close', () => end(res.statusCode));
    }
    next();
  });
  app.get(paths.metrics, async (req, res) => {
    if (!isFromHere(req) && !hasToken(req, token)) throw new NotFound();
    const text = metricsText([...requests.read(), ...(await read())]);
    res.set('Cache-Control', 'no-store').type(METRICS_TYPE).send(text);
  });
}

function isFromHere(req: Request): boolean {
  const isProxied = PROXY_HEADERS.some((name) => req.headers[name] !== undefined);
  return !isProxied && /^(::ffff:)?127\.|^::1$/.test(req.socket.remoteAddress ?? '');
}

/** As `Authorization: Bearer …`; compared by hashes, so that time tells nothing. */
function hasToken(req: Request, token: string | null): boolean {
  const given = /^Bearer (.+)$/i.exec(req.get('authorization') ?? '')?.[1];
  if (token === null || given === undefined) return false;
  const [a, b] = [given, token].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}

interface RequestMeter {
  /** @returns what to call when the request is over */
  begin: () => (status: number) => void;
  read: () => Metric[];
}

function requestMeter(): RequestMeter {
  const byClass = new Map<string, number>(['2xx', '3xx', '4xx', '5xx'].map((name) => [name, 0]));
  const within = BOUNDS.map(() => 0);
  const total = { inHand: 0, count: 0, seconds: 0 };
  return {
    begin: () => {
      const started = performance.now();
      total.inHand += 1;
      return (status) => {
        const seconds = (performance.now() - started) / 1000;
        const name = `${Math.floor(status / 100)}xx`;
        byClass.set(name, (byClass.get(name) ?? 0) + 1);
        BOUNDS.forEach((bound, at) => (within[at] = (within[at] ?? 0) + (seconds <= bound ? 1 : 0)));
        total.inHand -= 1;
        total.count += 1;
        total.seconds += seconds;
      };
    },
    read: () => [
      {
        ...{ name: 'spbench_http_requests_total', help: 'Requests by class of answer.', kind: 'counter' },
        samples: [...byClass].map(([status, value]) => ({ labels: { status }, value })),
      },
      {
        ...{ name: 'spbench_http_requests_in_hand', help: 'Requests not answered yet.', kind: 'gauge' },
        samples: [{ value: total.inHand }],
      },
      {
        ...{
          name: 'spbench_http_request_duration_seconds',
          help: 'Time to the last byte.',
          kind: 'histogram',
        },
        samples: [
          ...BOUNDS.map((bound, at) => bucket(String(bound), within[at] ?? 0)),
          bucket('+Inf', total.count),
          { suffix: '_sum', value: total.seconds },
          { suffix: '_count', value: total.count },
        ],
      },
    ],
  };
}

function bucket(le: string, value: number): Metric['samples'][number] {
  return { suffix: '_bucket', labels: { le }, value };
}
