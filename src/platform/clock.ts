/** The time, handed in so that a test can move it. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

const londonDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' });

/** The day that it is in England, YYYY-MM-DD. */
export function today(clock: Clock): string {
  return londonDay.format(clock());
}
