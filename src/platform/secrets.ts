import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
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
  /** Seed of the Ed25519 key that signs certificates; made when a file of an earlier release has none. */
  signing: key.optional(),
});

export type Secrets = Required<z.output<typeof secretsFile>>;

/**
 * The secrets of this installation, made at first start (mode 0600). Throws a sentence when the file is there
 * but cannot be used: a secret is never silently replaced, since what it sealed would be lost.
 */
export async function readSecrets(file: string): Promise<Secrets> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return makeSecrets(file);
    throw error;
  });
  const result = secretsFile.safeParse(parsedJson(text));
  if (!result.success) {
    throw new Error(`The secrets file ${file} cannot be used. Restore it from a backup.`);
  }
  if (!result.data.originals[result.data.originalsKeyId]) {
    throw new Error(
      `The secrets file ${file} names a key for originals that it does not hold. Restore it from a backup.`,
    );
  }
  return result.data.signing ? (result.data as Secrets) : withSigning(file);
}

/** Adds the key that signs. The draft is a lock as well: of several that start at once one adds a key, and all read it. */
async function withSigning(file: string): Promise<Secrets> {
  const draft = `${file}.signing`;
  try {
    const handle = await open(draft, 'wx', 0o600);
    try {
      const present = JSON.parse(await readFile(file, 'utf8')) as object;
      const signing = randomBytes(32).toString('base64');
      // Another may have done it between our reading and our draft: its key stays.
      await handle.writeFile(JSON.stringify({ signing, ...present }));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EEXIST' && code !== 'ENOENT') throw error;
    // Another process is at it this moment; or one was killed, and what it left may be half a file.
    await setTimeout(500);
    await rm(draft, { force: true });
  }
  return readSecrets(file);
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
    signing: secret(),
  });
  await mkdir(path.dirname(file), { recursive: true });
  // Written beside its place and put there whole: nobody reads half of it, and the first of two to start wins.
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  try {
    await writeFile(draft, text, { mode: 0o600, flag: 'wx', flush: true });
    await link(draft, file);
    return text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return await readFile(file, 'utf8');
  } finally {
    await rm(draft, { force: true });
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
