import path from 'node:path';
import type { Knex } from 'knex';
import type { SealingSecrets } from '../../src/accounts/index.ts';
import type { Config } from '../../src/platform/config.ts';
import { seedAccountRequest } from './account-request.ts';
import { seedBackOffice } from './back-office.ts';
import { loadNationalSet, type Upload } from './national-set.ts';
import { seedSignIns, type SignIn } from './sign-ins.ts';
import { writeTrialFiles } from './trial-files.ts';

export interface DemonstrationParts {
  db: Knex;
  secrets: SealingSecrets;
  config: Pick<Config, 'production' | 'dataDir' | 'demoPassword'>;
  /** Receives a file as the product does, and resolves when it is live, its irregular values included. */
  upload: Upload;
  /** Takes lines for the reader of the terminal. */
  log: (line: string) => void;
}

/**
 * People to sign in as, a request of one of them, cases in the back office, a national set of extracts, and files to try
 * an upload with. Run again, it adds what is missing, which most often is nothing. Throws in production.
 */
export async function seedDemonstration({
  db,
  secrets,
  config,
  upload,
  log,
}: DemonstrationParts): Promise<void> {
  if (config.production) throw new Error('Demonstration data is never loaded in production.');
  const signIns = await seedSignIns(db, secrets, config);
  await seedAccountRequest(db);
  await seedBackOffice(db, secrets);
  await loadNationalSet({ db, upload, log });
  const files = await writeTrialFiles(config.dataDir);
  tell(config, { signIns, files }, log);
}

function tell(
  { dataDir }: DemonstrationParts['config'],
  { signIns, files }: { signIns: SignIn[]; files: string[] },
  log: DemonstrationParts['log'],
): void {
  const here = (file: string): string =>
    file.startsWith(process.cwd()) ? path.relative(process.cwd(), file) : file;
  log(`Sign-ins (also in ${here(path.join(dataDir, 'demo-sign-ins.json'))}):`);
  for (const { email, password, role, authority, totpSecret } of signIns) {
    const rest = totpSecret === null ? (authority ?? '') : `key for an authenticator app: ${totpSecret}`;
    log(`  ${[email.padEnd(34), password, role, rest].join('  ').trimEnd()}`);
  }
  log('Extracts of Ealing to try an upload with: one with irregular values, one with errors:');
  for (const file of files) log(`  ${here(file)}`);
}
