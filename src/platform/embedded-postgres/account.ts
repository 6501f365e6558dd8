import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';

/** The account that PostgreSQL runs under where it may not run under ours. */
export interface Account {
  uid: number;
  gid: number;
}

/** PostgreSQL refuses to run as root, so root lends it "nobody"; anyone else runs it as themselves (undefined). */
export function serverAccount(): Account | undefined {
  return process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;
}

/** True when the account may pass through this folder and every folder above it. */
export async function canReach(account: Account, folder: string): Promise<boolean> {
  for (let step = await realpath(folder); ; step = path.dirname(step)) {
    const { mode, uid, gid } = await stat(step);
    const passBit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & passBit) === 0) return false;
    if (step === path.dirname(step)) return true;
  }
}

/** Options for a child process of PostgreSQL: few variables, since that account's other processes can read them. */
export function serverProcess(account: Account | undefined): { env: NodeJS.ProcessEnv } & Partial<Account> {
  const { PATH, SystemRoot, TEMP } = process.env;
  return { env: { PATH, SystemRoot, TEMP, LC_ALL: 'C', TZ: 'UTC' }, ...account };
}
