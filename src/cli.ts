import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  createUser,
  parseNewUser,
  roles,
  type CreateUserResult,
  type NewUserCommand,
} from './accounts/index.ts';
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
import { oneFile, parsed, required, UsageError, wholeNumber } from './cli/arguments.ts';
import { runBackup, runRestore, runVerifyAudit } from './cli/keeping.ts';
import { runReplayRemovals } from './cli/replaying.ts';
import { withDatabase, withJobs } from './cli/with-database.ts';
import { RestoreError } from './platform/backup/restore-error.ts';
import { systemClock, today } from './platform/clock.ts';
import { addressOf, ConfigError, readConfig } from './platform/config.ts';
import { promisesReport } from './policies/promises/promises-command.ts';
import { runReExtraction } from './uploads/index.ts';

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
  'removals:replay': { usage: 'removals:replay', run: runReplayRemovals },
  promises: { usage: 'promises [-- --write]', run: runPromises },
  backup: { usage: 'backup -- FILE [--masked]', run: runBackup },
  restore: { usage: 'restore -- FILE [--key FILE.key]', run: runRestore },
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
const SOME_UNREAD = 4;
const MOST_SERVICES = 1_000_000;
const MOST_SEED = 999_999_999;

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
  const isSentence = error instanceof ConfigError || error instanceof RestoreError;
  return isSentence || syscall !== undefined ? message : stack;
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
  const file = oneFile(positionals);
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
