import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
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

const IV_BYTES = 12;

/**
 * Seals a short text that stands in the database: mail that waits, the seed of a second factor. Each place has a key of
 * its own, derived from the installation's present key, and what is sealed for one opens in no other.
 * @param place table, column and, where it is known, whose row it is: `second_factors.seed 12`
 */
export function sealText(
  secrets: Pick<Secrets, 'originals' | 'originalsKeyId'>,
  place: string,
  text: string,
): Buffer {
  const keyId = Buffer.from(secrets.originalsKeyId);
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, textKey(secrets, secrets.originalsKeyId, place), iv, {
    authTagLength,
  });
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.from([keyId.length]), keyId, iv, cipher.getAuthTag(), sealed]);
}

/** Opens what `sealText` sealed for the same place; throws when it was changed or sealed for another. */
export function openText(secrets: Pick<Secrets, 'originals'>, place: string, sealed: Buffer): string {
  const ivAt = 1 + (sealed[0] ?? 0);
  const keyId = sealed.toString('utf8', 1, ivAt);
  const tagAt = ivAt + IV_BYTES;
  const textAt = tagAt + authTagLength;
  const key = textKey(secrets, keyId, place);
  const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(ivAt, tagAt), { authTagLength });
  decipher.setAuthTag(sealed.subarray(tagAt, textAt));
  return Buffer.concat([decipher.update(sealed.subarray(textAt)), decipher.final()]).toString('utf8');
}

function textKey(secrets: Pick<Secrets, 'originals'>, keyId: string, place: string): Buffer {
  return Buffer.from(hkdfSync('sha256', keyOf(secrets, keyId), '', `SP-Bench ${place}`, 32));
}

function keyOf({ originals }: Pick<Secrets, 'originals'>, keyId: string): Buffer {
  const key = originals[keyId];
  if (!key) throw new Error(`The secrets file does not hold the key ${keyId}: restore it from a backup.`);
  return key;
}
