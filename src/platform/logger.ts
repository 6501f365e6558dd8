import { pino, type Logger } from 'pino';

export type { Logger } from 'pino';

/** Structured lines on standard error; standard output keeps the lines that scripts wait for. */
export function createLogger(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
}
