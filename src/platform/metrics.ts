import { monitorEventLoopDelay } from 'node:perf_hooks';

/** A figure about the running program, for whatever watches it. Never about a person. */
export interface Metric {
  name: string;
  help: string;
  /** A counter only grows until the program is started again; a gauge goes up and down. */
  kind: 'counter' | 'gauge' | 'histogram';
  samples: readonly Sample[];
}

export interface Sample {
  /** What is put behind the name: `_bucket` and the like of a histogram. */
  suffix?: string;
  labels?: Readonly<Record<string, string>>;
  value: number;
}

export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** A metric of one figure. */
export function gauge(name: string, help: string, value: number): Metric {
  return { name, help, kind: 'gauge', samples: [{ value }] };
}

/** A metric with a figure for each value of one label. */
export function gauges(
  name: string,
  help: string,
  { label, values }: { label: string; values: Readonly<Record<string, number>> },
): Metric {
  const samples = Object.entries(values).map(([key, value]) => ({ labels: { [label]: key }, value }));
  return { name, help, kind: 'gauge', samples };
}

/** The text that Prometheus and its like read (exposition format 0.0.4). */
export function metricsText(metrics: readonly Metric[]): string {
  return metrics
    .flatMap(({ name, help, kind, samples }) => [
      `# HELP ${name} ${help.replace(/\\/g, '\\\\').replace(/\n/g, '\\n')}`,
      `# TYPE ${name} ${kind}`,
      ...samples.map(
        ({ suffix = '', labels = {}, value }) => `${name}${suffix}${labelText(labels)} ${numberText(value)}`,
      ),
    ])
    .map((line) => `${line}\n`)
    .join('');
}

function labelText(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function escaped(value: string): string {
  return value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
}

function numberText(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
}

/** Memory, time and the pace of this process, under the names that dashboards know. */
export function processMeter(): () => Metric[] {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  const startedAt = Date.now() / 1000 - process.uptime();
  return () => {
    const { rss, heapUsed } = process.memoryUsage();
    const { user, system } = process.cpuUsage();
    const lag = delay.percentile(99) / 1e9;
    delay.reset();
    return [
      {
        ...{ name: 'process_cpu_seconds_total', help: 'Processor time used.', kind: 'counter' },
        samples: [{ value: (user + system) / 1e6 }],
      },
      gauge('process_resident_memory_bytes', 'Memory in use.', rss),
      gauge('process_start_time_seconds', 'When the process was started, since 1970.', startedAt),
      gauge('nodejs_heap_size_used_bytes', 'Memory in use by objects.', heapUsed),
      gauge('nodejs_eventloop_lag_p99_seconds', 'How late the event loop was, since the last look.', lag),
    ];
  };
}
