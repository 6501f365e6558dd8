import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const key = z.base64().transform((text, context) => {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== 32) context.addIssue({ code: 'custom', message: 'must be 32 bytes in base64' });
  return bytes;
});

const secretsFile = z.object({
  /** Signs the session cookie; the first signs, all verify, so that a secret can be changed. */
  session: z.array(z.string().min(32)).min(1),
  /** Signs the tokens of forms shown before sign-in. */
  formToken: key,
  /** Names rows of the throttle without saying whose they are. */
  pepper: key,
  /** Seals the originals: id to key. A key leaves this list only when nothing is sealed with it any more. */
  originals: z.record(z.string(), key),
  originalsKeyId: z.string(),
});

export type Secrets = z.output<typeof secretsFile>;

/**
 * The secrets of this installation, made at first start (mode 0600). Throws a sentence when the file is there
 * but cannot be used: a secret is never silently replaced, since what it sealed would be lost.
 */
export async function readSecrets(file: string): Promise<Secrets> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return makeSecrets(file);
    throw error;
  });
  const result = secretsFile.safeParse(parsedJson(text));
  if (!result.success) {
    throw new Error(`The secrets file ${file} cannot be used. Restore it from a backup.`);
  }
  if (!result.data.originals[result.data.originalsKeyId]) {
    throw new Error(`The secrets file ${file} names a key for originals that it does not hold. Restore it from a backup.`);
  }
  return result.data;
}

async function makeSecrets(file: string): Promise<string> {
  const secret = (): string => randomBytes(32).toString('base64');
  const keyId = new Date().toISOString().slice(0, 10);
  const text = JSON.stringify({
    session: [secret()],
    formToken: secret(),
    pepper: secret(),
    originals: { [keyId]: secret() },
    originalsKeyId: keyId,
  });
  await mkdir(path.dirname(file), { recursive: true });
  try {
    await writeFile(file, text, { mode: 0o600, flag: 'wx' });
    return text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return readFile(file, 'utf8');
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
