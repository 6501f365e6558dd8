import { keptHeads, sentenceOf, verifyChain } from '../audit/index.ts';
import { newCopyKey, readCopyKey, writeCopyKey } from '../platform/backup/copy-key.ts';
import { readBackup } from '../platform/backup/read-backup.ts';
import { writeBackup } from '../platform/backup/write-backup.ts';
import { systemClock } from '../platform/clock.ts';
import { type Config, readConfig } from '../platform/config.ts';
import { openDatabase } from '../platform/database.ts';
import { readSecrets } from '../platform/secrets.ts';
import { openTemporaryFiles } from '../platform/temporary-files.ts';
import { requeueUploads } from '../uploads/index.ts';
import { personalData } from '../wiring-personal-data.ts';
import { oneFile, parsed } from './arguments.ts';
import { withDatabase, withServer } from './with-database.ts';

const BROKEN = 3;

/** All that the database holds, as it stands now, in one sealed file; with --masked a copy of it for other uses than production. */
export async function runBackup(args: string[]): Promise<number> {
  const { values, positionals } = parsed(args, { masked: { type: 'boolean' } }, true);
  const file = oneFile(positionals);
  const config = readConfig(process.env);
  if (values.masked) return writeMasked(config, file);
  const secrets = await readSecrets(config.secretsFile);
  const { tables } = await withServer(config, (url) =>
    writeBackup(url, file, { secrets, at: systemClock() }),
  );
  console.log(
    `${file}: ${tables.length} tables. It opens with ${config.secretsFile} only: keep that elsewhere.`,
  );
  return 0;
}

/** Sealed with a key of its own, so that whoever tests with the copy needs none of the installation's secrets (P30). */
async function writeMasked(config: Config, file: string): Promise<number> {
  const key = newCopyKey();
  const { tables } = await withServer(config, (url) =>
    writeBackup(url, file, { secrets: key, at: systemClock(), masks: personalData }),
  );
  const keyFile = await writeCopyKey(`${file}.key`, key);
  console.log(
    `${file}: ${tables.length} tables, in which nobody is named. It opens with ${keyFile}: restore it with --key.`,
  );
  return 0;
}

/** Puts a backup into a new database, and sets going again what was in hand. */
export async function runRestore(args: string[]): Promise<number> {
  const { values, positionals } = parsed(args, { key: { type: 'string' } }, true);
  const file = oneFile(positionals);
  const config = readConfig(process.env);
  const secrets =
    values.key === undefined ? await readSecrets(config.secretsFile) : await readCopyKey(values.key);
  return withServer(config, async (url) => {
    const temporaryFiles = await openTemporaryFiles(config.dataDir);
    const restored = readBackup(url, file, { secrets, temporaryFiles });
    const { at } = await restored.finally(() => temporaryFiles.remove());
    const database = openDatabase(url, { poolSize: 1 });
    const requeued = await requeueUploads(database.knex).finally(() => database.close());
    console.log(`Everything is as it was at ${at}. Uploads that are checked again: ${requeued}.`);
    return 0;
  });
}

/** Goes through the whole audit trail and names the first link that does not hold. */
export async function runVerifyAudit(args: string[]): Promise<number> {
  parsed(args, {});
  const config = readConfig(process.env);
  const heads = keptHeads(config.dataDir, await readSecrets(config.secretsFile));
  const verdict = await withDatabase(config, ({ knex }) => verifyChain(knex, heads));
  const isWhole = verdict.kind === 'whole';
  (isWhole ? console.log : console.error)(sentenceOf(verdict));
  return isWhole ? 0 : BROKEN;
}
