import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { SessionData } from 'express-session';

const ALGORITHM = 'aes-256-gcm';
const authTagLength = 16;
const IV_BYTES = 12;

/** What hides a session: in the browser's cookie, in the table, and in the forms of somebody whose session has ended. */
export interface SessionSeal {
  /** A new id for a person's session: their number and 256 random bits, sealed (P46, P48). Read by nobody to let anybody in. */
  newId: (userId: number) => string;
  /** Whose id this was; null when it is none of ours. For what is no permission, such as keeping what was typed. */
  ownerOf: (sid: string) => number | null;
  /** @param key the row's key: what is sealed for one row opens in no other */
  sealData: (key: string, data: SessionData) => Buffer;
  /** Null where no present secret opens it: the session is then over. */
  openData: (key: string, sealed: Buffer) => SessionData | null;
  sealForm: (text: string) => string;
  openForm: (sealed: string) => string | null;
}

/** @param secrets the first seals, all open, so that a secret can be changed */
export function sessionSeal(secrets: readonly string[]): SessionSeal {
  const ids = sealer(secrets, 'session id');
  const rows = sealer(secrets, 'session row');
  const forms = sealer(secrets, 'kept form');
  return {
    newId(userId) {
      const content = Buffer.alloc(40);
      content.writeBigUInt64BE(BigInt(userId));
      randomBytes(32).copy(content, 8);
      return ids.seal(content).toString('base64url');
    },
    ownerOf(sid) {
      const content = ids.open(Buffer.from(sid, 'base64url'));
      return content?.length === 40 ? Number(content.readBigUInt64BE()) : null;
    },
    sealData: (key, data) => rows.seal(Buffer.from(JSON.stringify(data)), key),
    openData(key, sealed) {
      const text = rows.open(sealed, key);
      return text && (JSON.parse(text.toString()) as SessionData);
    },
    sealForm: (text) => forms.seal(Buffer.from(text)).toString('base64url'),
    openForm: (sealed) => forms.open(Buffer.from(sealed, 'base64url'))?.toString() ?? null,
  };
}

interface Sealer {
  seal: (content: Buffer, place?: string) => Buffer;
  open: (sealed: Buffer, place?: string) => Buffer | null;
}

/** Each use has keys of its own, derived once: every request of a signed-in person opens a row. */
function sealer(secrets: readonly string[], use: string): Sealer {
  const keys = secrets.map((secret) => Buffer.from(hkdfSync('sha256', secret, '', `SP-Bench ${use}`, 32)));
  const [first] = keys;
  if (!first) throw new Error('There is no secret for sessions.');
  return {
    seal(content, place = '') {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(ALGORITHM, first, iv, { authTagLength });
      cipher.setAAD(Buffer.from(place));
      const sealed = Buffer.concat([cipher.update(content), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
    },
    open(sealed, place = '') {
      if (sealed.length < IV_BYTES + authTagLength) return null;
      for (const key of keys) {
        const content = opened(key, sealed, place);
        if (content) return content;
      }
      return null;
    },
  };
}

function opened(key: Buffer, sealed: Buffer, place: string): Buffer | null {
  const textAt = IV_BYTES + authTagLength;
  const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(0, IV_BYTES), { authTagLength });
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(sealed.subarray(IV_BYTES, textAt));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(textAt)), decipher.final()]);
  } catch {
    // Changed, or sealed under a secret that is no longer known.
    return null;
  }
}
