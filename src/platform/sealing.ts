import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { pipeline, type Readable, type Transform } from 'node:stream';
import type { Secrets } from './secrets.ts';

/** What must be kept beside sealed bytes to open them again. */
export interface Seal {
  keyId: string;
  iv: Buffer;
  tag: Buffer;
}

const ALGORITHM = 'aes-256-gcm';
/** Without it a tag cut to 4 bytes, which can be guessed, would do. */
const authTagLength = 16;

/** Seals a stream with AES-256-GCM under the installation's present key. `seal()` is known once the stream has ended. */
export function sealStream(secrets: Pick<Secrets, 'originals' | 'originalsKeyId'>): {
  cipher: Transform;
  seal: () => Seal;
} {
  const keyId = secrets.originalsKeyId;
  const iv = randomBytes(12);
  const cipher = createCipheriv(ALGORITHM, keyOf(secrets, keyId), iv, { authTagLength });
  return { cipher, seal: () => ({ keyId, iv, tag: cipher.getAuthTag() }) };
}

/** Opens sealed bytes. The stream fails at its end when they were changed: use nothing of it before that. */
export function openSeal(secrets: Pick<Secrets, 'originals'>, seal: Seal, sealed: Readable): Readable {
  const decipher = createDecipheriv(ALGORITHM, keyOf(secrets, seal.keyId), seal.iv, { authTagLength });
  decipher.setAuthTag(seal.tag);
  // What goes wrong with either comes out where the bytes do, and neither is left open.
  return pipeline(sealed, decipher, () => undefined);
}

function keyOf({ originals }: Pick<Secrets, 'originals'>, keyId: string): Buffer {
  const key = originals[keyId];
  if (!key) throw new Error(`The secrets file does not hold the key ${keyId}: restore it from a backup.`);
  return key;
}
