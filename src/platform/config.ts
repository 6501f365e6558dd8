import path from 'node:path';
import { z } from 'zod';
import { isOneAddress, isOneLine } from './mail/address.ts';

const port = z.coerce.number().int().min(0).max(65535);

/** How long a backup is kept, unless told otherwise. */
export const DEFAULT_BACKUP_DAYS = 35;

const environment = z.object({
  NODE_ENV: z.string().default('development'),
  PORT: port.default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().transform(senderOf).optional(),
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
  TRUST_PROXY: z.coerce.number().int().min(1).max(10).optional(),
  SECRETS_FILE: z.string().optional(),
  WORKER: z.enum(['in-process', 'separate']).default('in-process'),
  DEMO_PASSWORD: z.string().min(15).optional(),
  BACKUP_DAYS: z.coerce.number().int().min(1).max(3660).default(DEFAULT_BACKUP_DAYS),
  METRICS_TOKEN: z.string().min(20).optional(),
  USAGE_COUNTERS: z.enum(['on', 'off']).default('off'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export interface Config {
  production: boolean;
  port: number;
  host: string;
  /** Address that people use, without a trailing slash; null until the port is known. */
  baseUrl: string | null;
  dataDir: string;
  databaseUrl: string | null;
  smtpUrl: string | null;
  /** Whom mail is from. */
  mailFrom: { name: string; address: string };
  tls: { certFile: string; keyFile: string } | null;
  /** How many proxies stand in front; 0 for none. */
  trustedProxies: number;
  /** True where browsers reach the application over https: decides the cookie's name and Secure flag. */
  https: boolean;
  secretsFile: string;
  worker: 'in-process' | 'separate';
  demoPassword: string | null;
  /** Whether pages and searches are counted, without anything about who. */
  usageCounters: boolean;
  /** Lets a watcher on another machine read /metrics. */
  metricsToken: string | null;
  /** How many days a backup is kept: until then it may hold what has been removed. */
  backupDays: number;
  logLevel: string;
}

export class ConfigError extends Error {}

/**
 * Reads the whole configuration once. Throws ConfigError with a sentence that names the variable and what it may be.
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = environment.safeParse(given);
  if (!result.success) {
    const wrong = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(`The configuration is wrong. ${wrong.join('. ')}.`);
  }
  const values = result.data;
  if (!values.TLS_CERT !== !values.TLS_KEY) {
    throw new ConfigError('TLS_CERT and TLS_KEY go together: set both, or neither.');
  }
  const dataDir = path.resolve(values.DATA_DIR);
  const tls =
    values.TLS_CERT && values.TLS_KEY ? { certFile: values.TLS_CERT, keyFile: values.TLS_KEY } : null;
  const trustedProxies = values.TRUST_PROXY ?? 0;
  const https = tls !== null || (trustedProxies > 0 && (values.BASE_URL?.startsWith('https:') ?? false));
  const production = values.NODE_ENV === 'production';
  if (production && !https) {
    throw new ConfigError(
      'In production SP-Bench answers over https only. Set TLS_CERT and TLS_KEY, or TRUST_PROXY with a BASE_URL that starts with https.',
    );
  }
  if (production && values.SMTP_URL && !(values.MAIL_FROM && values.BASE_URL)) {
    throw new ConfigError(
      'In production mail needs a sender and an address for its links. Set MAIL_FROM, as Name <address>, and BASE_URL.',
    );
  }
  return {
    production,
    port: values.PORT,
    host: values.HOST,
    baseUrl: values.BASE_URL?.replace(/\/+$/, '') ?? null,
    dataDir,
    databaseUrl: values.DATABASE_URL ?? null,
    smtpUrl: values.SMTP_URL ?? null,
    mailFrom: values.MAIL_FROM ?? { name: 'SP-Bench', address: 'no-reply@localhost' },
    tls,
    trustedProxies,
    https,
    secretsFile: path.resolve(values.SECRETS_FILE ?? path.join(dataDir, 'secrets.json')),
    worker: values.WORKER,
    demoPassword: values.DEMO_PASSWORD ?? null,
    usageCounters: values.USAGE_COUNTERS === 'on',
    metricsToken: values.METRICS_TOKEN ?? null,
    backupDays: values.BACKUP_DAYS,
    logLevel: values.LOG_LEVEL,
  };
}

/** A sender as `Name <address>` or the address alone. */
function senderOf(text: string, context: z.RefinementCtx): { name: string; address: string } {
  const named = /^([^<>]*)<([^<>]+)>$/.exec(text.trim());
  const sender = {
    name: named?.[1]?.trim().replace(/^"(.*)"$/, '$1') ?? '',
    address: named?.[2] ?? text.trim(),
  };
  if (!isOneAddress(sender.address) || !isOneLine(sender.name))
    context.addIssue({ code: 'custom', message: 'must be one sender, as Name <address>' });
  return sender;
}

/** The address that people use. @param port the one that is listened at, where the configured one is 0 (any) */
export function addressOf(
  { baseUrl, https, host, port: configured }: Pick<Config, 'baseUrl' | 'https' | 'host' | 'port'>,
  port = configured,
): string {
  return baseUrl ?? `${https ? 'https' : 'http'}://${host}:${port}`;
}
