import { monitorEventLoopDelay } from 'node:perf_hooks';
import { answer } from './child.ts';

/** The shipped web process, with a watch on how long its event loop is held up and on its memory. */
const watch = monitorEventLoopDelay({ resolution: 5 });
watch.enable();
await import('../../src/main.ts');
await ready();
answer(({ order }: { order: 'reset' | 'read' }) => {
  const p99 = watch.percentile(99) / 1e6;
  if (order === 'reset') watch.reset();
  const [levelMiB, peakMiB] = [process.memoryUsage.rss() / 1024 ** 2, process.resourceUsage().maxRSS / 1024];
  return Promise.resolve({ p99, levelMiB, peakMiB });
});

async function ready(): Promise<void> {
  const address = `http://127.0.0.1:${process.env.PORT ?? ''}/readyz`;
  for (;;) {
    const isReady = await fetch(address).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
