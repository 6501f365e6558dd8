const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** "3 days", "5 hours", "less than an hour": how long something has waited, roughly as people say it. */
export function waitedFor(since: Date, now: Date): string {
  const ms = now.getTime() - since.getTime();
  if (ms < HOUR_MS) return 'less than an hour';
  const [count, unit] = ms < DAY_MS ? [Math.floor(ms / HOUR_MS), 'hour'] : [Math.floor(ms / DAY_MS), 'day'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
