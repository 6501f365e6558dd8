import type { Measure } from './measures/measure.ts';

const isMoney = (measure: Measure) => measure.unit.startsWith('pounds');

/** To make a format takes a hundred times as long as to use it, and a page uses it hundreds of times. */
const amountFormats = new Map<string, Intl.NumberFormat>();
const wholeNumbers = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });
const tickFormat = new Intl.NumberFormat('en-GB', { notation: 'compact', maximumFractionDigits: 1 });

function formatted(measure: Measure, value: number, decimals: number): string {
  const key = `${isMoney(measure)} ${decimals}`;
  let format = amountFormats.get(key);
  if (!format) {
    const money = isMoney(measure) ? ({ style: 'currency', currency: 'GBP' } as const) : {};
    format = new Intl.NumberFormat('en-GB', {
      ...money,
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
    amountFormats.set(key, format);
  }
  return format.format(value) + (measure.unit === 'percent' ? '%' : '');
}

/** A value of the measure without the words of its unit: £1,234.50, 12.25, 87.4%. */
export function amount(measure: Measure, value: number | null): string {
  return value === null ? '–' : formatted(measure, value, measure.decimals);
}

/** A value of peers, which has three significant figures: from 100 on none of them is a decimal. */
export function peerAmount(measure: Measure, value: number | null): string {
  return value === null ? '–' : formatted(measure, value, Math.abs(value) >= 100 ? 0 : measure.decimals);
}

const unitWords: Readonly<Record<Measure['unit'], string>> = {
  'pounds a week': ' a week',
  'pounds an hour': ' an hour',
  'pounds a year': ' a year',
  'hours a week': ' hours a week',
  'grade points': ' points',
  percent: '',
};

/** For a sentence: £1,234.50 a week, 12.25 hours a week. */
export function inWords(measure: Measure, amountText: string): string {
  return amountText + unitWords[measure.unit];
}

export function tickText(measure: Measure): (value: number) => string {
  const [before, after] = [isMoney(measure) ? '£' : '', measure.unit === 'percent' ? '%' : ''];
  return (value) => before + tickFormat.format(value) + after;
}

/** 1,234 */
export function plain(number: number): string {
  return wholeNumbers.format(number);
}

const wholePounds = new Intl.NumberFormat('en-GB', {
  style: 'currency',
  currency: 'GBP',
  maximumFractionDigits: 0,
});

/** A difference in whole pounds, with its sign: +£12,300. */
export function pounds(difference: number): string {
  return `${difference < 0 ? '−' : '+'}${wholePounds.format(Math.abs(difference))}`;
}

/** A difference, with its sign: +£2.10, −0.5%. */
export function signed(measure: Measure, difference: number): string {
  const size = amount(measure, Math.abs(difference));
  if (size === amount(measure, 0)) return 'no change';
  return `${difference > 0 ? '+' : '−'}${size}`;
}
