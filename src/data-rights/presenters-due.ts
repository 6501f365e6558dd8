import { formatCount, formatDateTime, formatDay } from '../web/formatters.ts';
import { type Day, daysBetween } from './rules/days.ts';

/** "today", "tomorrow", "in 5 days", "7 days ago": how far off a day is. */
export function farOff(day: Day, today: Day): string {
  const days = daysBetween(today, day);
  if (days === 0) return 'today';
  if (Math.abs(days) === 1) return days === 1 ? 'tomorrow' : 'yesterday';
  return days > 0 ? `in ${formatCount(days, 'day')}` : `${formatCount(-days, 'day')} ago`;
}

/** "4 January 2027, in 5 days" */
export function dayAndHowFar(day: Day, today: Day): string {
  return `${formatDay(day)}, ${farOff(day, today)}`;
}

/** "Due 4 January 2027, in 5 days", or "Was due 4 January 2027, yesterday": what is owed by the end of a day. */
export function dueOn(day: Day, today: Day): string {
  return `${today > day ? 'Was due' : 'Due'} ${dayAndHowFar(day, today)}`;
}

const HOUR_MS = 60 * 60 * 1000;

/** "21 hours left", "less than an hour left", "3 hours ago": what is owed by a moment. */
export function hoursTo(by: Date, now: Date): string {
  const ms = by.getTime() - now.getTime();
  const hours = Math.floor(Math.abs(ms) / HOUR_MS);
  const said = hours === 0 ? 'less than an hour' : formatCount(hours, 'hour');
  return `${said} ${ms >= 0 ? 'left' : 'ago'}`;
}

/** "Due 4 January 2027 at 5:40 pm, 21 hours left" */
export function dueAt(by: Date, now: Date): string {
  return `${now > by ? 'Was due' : 'Due'} ${formatDateTime(by)}, ${hoursTo(by, now)}`;
}
