import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import {
  createUser,
  parseNewUser,
  roles,
  type CreateUserResult,
  type NewUserCommand,
} from './accounts/index.ts';
import { keptHeads, sentenceOf, verifyChain } from './audit/index.ts';
import { authorityByCode, knownAuthorities } from './authorities/index.ts';
import {
  checkedAsJson,
  checkedAsText,
  checkFile,
  exitCodes,
  makeExtract,
  parseFileName,
  verdictOf,
} from './extracts/index.ts';
import { systemClock, today } from './platform/clock.ts';
import { addressOf, ConfigError, readConfig, type Config } from './platform/config.ts';
import { openDatabase, type Database } from './platform/database.ts';
import { createLogger } from './platform/logger.ts';
import { removalsRegister } from './platform/removals-register.ts';
import { readSecrets } from './platform/secrets.ts';
import { openTemporaryFiles } from './platform/temporary-files.ts';
import { promisesReport } from './policies/promises/promises-command.ts';
import { runReExtraction } from './uploads/index.ts';
import { jobParts } from './wiring-jobs.ts';
import { databaseServer, prepareDatabase } from './database-server.ts';

interface Command {
  usage: string;
  /** Resolves to the exit code. */
  run(args: string[]): Promise<number>;
}

const commands: Readonly<Record<string, Command>> = {
  'create-user': {
    usage: `create-user -- --email E --name N --role R [--authority CODE]   (roles: ${roles.join(', ')})`,
    run: runCreateUser,
  },
  'make-extract': {
    usage: 'make-extract -- --authority CODE --services N --date DDMMYYYY --seed S --out FILE.zip',
    run: runMakeExtract,
  },
  're-extract': {
    usage: 're-extract [-- --authority CODE] [--apply] [--include-new]',
    run: runReExtract,
  },
  promises: { usage: 'promises [-- --write]', run: runPromises },
  'audit:verify': { usage: 'audit:verify', run: runVerifyAudit },
  'check-extract': { usage: 'check-extract -- FILE.zip --authority CODE [--json]', run: runCheckExtract },
};

/** Prints where each promise is kept; --write renews the list that the page shows. */
async function runPromises(args: string[]): Promise<number> {
  const { values } = parsed(args, { write: { type: 'boolean' } });
  const { lines, exitCode } = await promisesReport({ write: values.write === true });
  await print(lines.map((line) => `${line}\n`));
  return exitCode;
}

const FAILED = 1;
const WRONG_USAGE = 2;
const JOB_POOL = 4;
const SOME_UNREAD = 4;
const BROKEN = 3;
const MOST_SERVICES = 1_000_000;
const MOST_SEED = 999_999_999;

/** What was asked for cannot be understood: one sentence, and how to ask. */
class UsageError extends Error {}

async function main([name = '', ...args]: string[]): Promise<number> {
  const command = commands[name];
  const wanted = command ? [command] : Object.values(commands);
  const usage = wanted.map((one) => `Usage: npm run ${one.usage}`).join('\n');
  try {
    if (!command) throw new UsageError(name ? `There is no command ${name}.` : 'Say which command.');
    if (args.includes('--help')) {
      console.log(usage);
      return 0;
    }
    return await command.run(args);
  } catch (error) {
    const isUsage = error instanceof UsageError;
    console.error(isUsage ? `${error.message}\n${usage}` : wordsOf(error));
    return isUsage ? WRONG_USAGE : FAILED;
  }
}

/** A wrong configuration, a disk that is full: a sentence. Anything else is a mistake of ours: where it happened. */
function wordsOf(error: unknown): string | undefined {
  const { message, stack, syscall } = error as NodeJS.ErrnoException;
  return error instanceof ConfigError || syscall !== undefined ? message : stack;
}

async function runMakeExtract(args: string[]): Promise<number> {
  const text = { type: 'string' } as const;
  const { values } = parsed(args, { authority: text, services: text, date: text, seed: text, out: text });
  const authority = await authorityNamed(required(values.authority, '--authority'));
  const services = wholeNumber(values.services, '--services', 1, MOST_SERVICES);
  const seed = wholeNumber(values.seed, '--seed', 0, MOST_SEED);
  const name = `SPLSExtract_${authority.code}_${required(values.date, '--date')}.zip`;
  const date = parseFileName(name, authority.code, '9999-12-31');
  if (date.kind === 'wrong') throw new UsageError('--date must be a day from 2003 on, as DDMMYYYY.');
  const out = required(values.out, '--out');
  await makeExtract({ authority, services, date: date.date, seed }, out);
  console.log(`${out}: ${services} services of ${authority.name} (${authority.code}), ${date.date}`);
  if (!out.endsWith(name)) console.log(`To upload it, name it ${name}`);
  return 0;
}

async function runCheckExtract(args: string[]): Promise<number> {
  const options = { authority: { type: 'string' }, json: { type: 'boolean' } } as const;
  const { values, positionals } = parsed(args, options, true);
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UsageError('Name one file.');
  const authority = await authorityNamed(required(values.authority, '--authority'));
  const authorities = await knownAuthorities();
  const checked = await checkFile({ file, own: authority.code, authorities, today: today(systemClock) });
  await print(values.json ? checkedAsJson(checked) : checkedAsText(checked));
  return exitCodes[verdictOf(checked)];
}

async function runCreateUser(args: string[]): Promise<number> {
  const text = { type: 'string' } as const;
  const { values } = parsed(args, { email: text, name: text, role: text, authority: text });
  const [email, name, role] = (['email', 'name', 'role'] as const).map((key) =>
    required(values[key], `--${key}`),
  );
  const form = parseNewUser({ email, name, role, authorityCode: values.authority?.toUpperCase() ?? null });
  if (form.kind === 'faults') {
    const faults = form.faults.map(
      ({ field, message }) => `--${field.replace('authorityCode', 'authority')} ${message}.`,
    );
    throw new UsageError(faults.join(' '));
  }
  const config = readConfig(process.env);
  const result = await withDatabase(config, ({ knex }) =>
    createUser(knex, form.command, { clock: systemClock, actor: { userId: null, action: 'user.created' } }),
  );
  if (result.kind !== 'created') return refused(result.kind, form.command);
  console.log(
    `${form.command.name} chooses a password here, once, within seven days:\n${addressOf(config)}${result.invitationPath}`,
  );
  return 0;
}

/** Reads the stored originals again, reports what differs and, if asked to, puts it on the reports. */
async function runReExtract(args: string[]): Promise<number> {
  const flag = { type: 'boolean' } as const;
  const options = { authority: { type: 'string' }, apply: flag, 'include-new': flag } as const;
  const { values } = parsed(args, options);
  const code = values.authority === undefined ? null : (await authorityNamed(values.authority)).code;
  const config = readConfig(process.env);
  const { kind } = await withJobs(config, async (parts) => {
    const authority = code === null ? null : await authorityByCode(parts.db, code);
    const command = {
      authorityId: authority?.id ?? null,
      isApplied: values.apply ?? false,
      includesNew: values['include-new'] ?? false,
    };
    return runReExtraction(parts, command, { result: console.log, progress: console.error });
  });
  return kind === 'clean' ? 0 : SOME_UNREAD;
}

/** Goes through the whole audit trail and names the first link that does not hold. */
async function runVerifyAudit(args: string[]): Promise<number> {
  parsed(args, {});
  const config = readConfig(process.env);
  const heads = keptHeads(config.dataDir, await readSecrets(config.secretsFile));
  const verdict = await withDatabase(config, ({ knex }) => verifyChain(knex, heads));
  const isWhole = verdict.kind === 'whole';
  (isWhole ? console.log : console.error)(sentenceOf(verdict));
  return isWhole ? 0 : BROKEN;
}

function refused(kind: Exclude<CreateUserResult['kind'], 'created'>, command: NewUserCommand): number {
  const { email, role, authorityCode } = command;
  const wrong = {
    'authority-needed': `--authority is missing: somebody with the role ${role} belongs to one.`,
    'authority-not-allowed': `--authority does not go with the role ${role}.`,
    'unknown-authority': `--authority ${authorityCode ?? ''} is no administering authority’s code.`,
  };
  if (kind !== 'email-taken') throw new UsageError(wrong[kind]);
  console.error(`Somebody has the address ${email} already. Nothing was changed.`);
  return FAILED;
}

async function withDatabase<Result>(
  config: Config,
  work: (database: Database) => Promise<Result>,
  poolSize = 1,
): Promise<Result> {
  const server = await databaseServer(config);
  try {
    await prepareDatabase(server.url);
    const database = openDatabase(server.url, { poolSize });
    return await work(database).finally(() => database.close());
  } finally {
    await server.stop();
  }
}

/** For a command that does in this process what jobs do otherwise. */
async function withJobs<Result>(
  config: Config,
  work: (parts: ReturnType<typeof jobParts>) => Promise<Result>,
): Promise<Result> {
  const logger = createLogger(config.logLevel);
  const secrets = await readSecrets(config.secretsFile);
  const removals = removalsRegister(config.dataDir);
  return withDatabase(
    config,
    async (database) => {
      const temporaryFiles = await openTemporaryFiles(config.dataDir);
      const parts = jobParts({ database, secrets, temporaryFiles, removals, logger });
      return work(parts).finally(() => temporaryFiles.remove());
    },
    JOB_POOL,
  );
}

function parsed<Options extends NonNullable<ParseArgsConfig['options']>>(
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

function required(value: string | undefined, option: string): string {
  if (value === undefined || value.trim() === '') throw new UsageError(`${option} is missing.`);
  return value;
}

function wholeNumber(value: string | undefined, option: string, least: number, most: number): number {
  const text = required(value, option);
  const number = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (number >= least && number <= most) return number;
  throw new UsageError(`${option} must be a whole number from ${least} to ${most}.`);
}

async function authorityNamed(code: string) {
  const authority = (await knownAuthorities()).find((one) => one.code === code.toUpperCase());
  if (authority) return authority;
  throw new UsageError(
    `--authority ${code} is no administering authority’s code. Ealing’s, for example, is 00AJ.`,
  );
}

/** Writes as fast as the reader takes it; a reader that goes away (`| head`) is no failure. */
async function print(pieces: Iterable<string>): Promise<void> {
  try {
    await pipeline(Readable.from(pieces), process.stdout, { end: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
  }
}

process.exitCode = await main(process.argv.slice(2));
