import { keptHeads, sentenceOf, verifyChain } from '../audit/index.ts';
import { readBackup } from '../platform/backup/read-backup.ts';
import { writeBackup } from '../platform/backup/write-backup.ts';
import { systemClock } from '../platform/clock.ts';
import { readConfig } from '../platform/config.ts';
import { openDatabase } from '../platform/database.ts';
import { readSecrets } from '../platform/secrets.ts';
import { openTemporaryFiles } from '../platform/temporary-files.ts';
import { requeueUploads } from '../uploads/index.ts';
import { oneFile, parsed } from './arguments.ts';
import { withDatabase, withServer } from './with-database.ts';

const BROKEN = 3;

/** All that the database holds, as it stands now, in one sealed file. */
export async function runBackup(args: string[]): Promise<number> {
  const file = oneFile(parsed(args, {}, true).positionals);
  const config = readConfig(process.env);
  const secrets = await readSecrets(config.secretsFile);
  const { tables } = await withServer(config, (url) =>
    writeBackup(url, file, { secrets, at: systemClock() }),
  );
  console.log(
    `${file}: ${tables.length} tables. It opens with ${config.secretsFile} only: keep that elsewhere.`,
  );
  return 0;
}

/** Puts a backup into a new database, and sets going again what was in hand. */
export async function runRestore(args: string[]): Promise<number> {
  const file = oneFile(parsed(args, {}, true).positionals);
  const config = readConfig(process.env);
  const secrets = await readSecrets(config.secretsFile);
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
