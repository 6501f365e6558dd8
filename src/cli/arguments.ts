import { parseArgs, type ParseArgsConfig } from 'node:util';

/** What was asked for cannot be understood: one sentence, and how to ask. */
export class UsageError extends Error {}

export function parsed<Options extends NonNullable<ParseArgsConfig['options']>>(
  args: string[],
  options: Options,
  allowPositionals = false,
) {
  try {
    return parseArgs({ args, options, allowPositionals });
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split(/\.(\s|$)/)[0] ?? ''}.`);
  }
}

export function required(value: string | undefined, option: string): string {
  if (value === undefined || value.trim() === '') throw new UsageError(`${option} is missing.`);
  return value;
}

export function wholeNumber(value: string | undefined, option: string, least: number, most: number): number {
  const text = required(value, option);
  const number = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (number >= least && number <= most) return number;
  throw new UsageError(`${option} must be a whole number from ${least} to ${most}.`);
}

/** The one file that a command is about. */
export function oneFile(positionals: readonly string[]): string {
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UsageError('Name one file.');
  return file;
}
