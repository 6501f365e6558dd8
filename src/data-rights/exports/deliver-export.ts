import { createHash, createHmac, randomBytes, randomInt } from 'node:crypto';
import type { Knex } from 'knex';
import { type Actor, recordEvent } from '../../audit/index.ts';
import { queueMail } from '../../platform/mail/queue-mail.ts';
import type { Secrets } from '../../platform/secrets.ts';
import type { OnCase } from '../requests/act-on-case.ts';
import { personBy } from '../requests/store-people.ts';
import type { Day } from '../rules/days.ts';
import type { AccessExport, HandedWay } from './access-export.ts';
import { actOnExport, type By, done, type ExportParts, type ExportResult, faulty } from './act-on-export.ts';
import { packageWaits } from './letters.ts';
import { faultOfAccountDelivery, faultOfHanding, isPacked } from './rules/may-export.ts';
import { isAccountOpen, setHanded, setInAccount, setReleased } from './store.ts';
import { setEnded } from './store-ending.ts';
import { addCode } from './store-delivery.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** How long a package waits to be fetched. */
export const PACKAGE_DAYS = 30;
export const CODE_DAYS = 7;
export const MOST_DOWNLOADS = 5;

const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

async function release(trx: Knex.Transaction, { id }: AccessExport, { userId, at }: By): Promise<void> {
  await setReleased(trx, id, { userId, at, expiresAt: new Date(at.getTime() + PACKAGE_DAYS * DAY_MS) });
}

/** The person fetches it after signing in; mail says that it is there, and nothing of what is in it (D21). */
export async function deliverInAccount(
  parts: ExportParts,
  command: OnCase,
  actor: Actor,
): Promise<ExportResult> {
  return actOnExport(parts, command, async (trx, { present, seen }, by) => {
    const { actsFor } = seen.request;
    const isOpen = await isAccountOpen(trx, present.userId);
    const fault = faultOfAccountDelivery(present, { actsFor, isOpen });
    if (fault) return faulty(fault);
    await release(trx, present, by);
    await setInAccount(trx, present.id);
    const person = await personBy(trx, present.userId);
    if (person)
      await queueMail(trx, parts.secrets, {
        ...{ to: person.email, userId: person.id, about: 'export-ready' },
        letter: packageWaits(person.name, present.reference),
      });
    await recordEvent(trx, actor, { type: 'requests', id: present.reference }, { export: present.id });
    return done;
  });
}

export type CodeSecrets = Pick<Secrets, 'pepper'>;
export type CodeResult = ExportResult<{ kind: 'made'; token: string; code: string }>;

/**
 * A link and a code for somebody without an account: the link goes one way, the code another, by phone or post, to whoever
 * was identified. Neither is kept, only what tells that they are right; a new pair ends the one before.
 */
export async function makeCode(
  parts: ExportParts & { secrets: CodeSecrets },
  command: OnCase,
  actor: Actor,
): Promise<CodeResult> {
  const token = randomBytes(32).toString('base64url');
  const code = Array.from({ length: 8 }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('');
  return actOnExport(parts, command, async (trx, { present }, by): Promise<CodeResult> => {
    if (!isPacked(present)) return faulty('not-packed');
    await release(trx, present, by);
    await addCode(trx, {
      ...{ exportId: present.id, tokenHash: hashOfToken(token), madeBy: by.userId, madeAt: by.at },
      codeHash: hashOfCode(parts.secrets, token, code),
      expiresAt: new Date(by.at.getTime() + CODE_DAYS * DAY_MS),
      downloadsLeft: MOST_DOWNLOADS,
    });
    await recordEvent(trx, actor, { type: 'requests', id: present.reference }, { export: present.id });
    return { kind: 'made', token, code };
  });
}

export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** As it is read out: whatever the case of the letters and the room between them. */
export function hashOfCode({ pepper }: CodeSecrets, token: string, code: string): Buffer {
  const plain = code.toUpperCase().replace(/[^0-9A-Z]/g, '');
  return createHmac('sha256', pepper).update(`export code\n${token}\n${plain}`).digest();
}

/** Records that it was given on paper or on a medium, by hand or by post. */
export async function handOver(
  parts: ExportParts,
  command: OnCase & { on: Day; way: HandedWay },
  actor: Actor,
): Promise<ExportResult> {
  const { on, way } = command;
  return actOnExport(parts, command, async (trx, { present, seen }, by) => {
    const fault = faultOfHanding(present, { on, today: seen.today });
    if (fault) return faulty(fault);
    await release(trx, present, by);
    await setHanded(trx, present.id, { on, way });
    await recordEvent(trx, actor, { type: 'requests', id: present.reference }, { on, way });
    return done;
  });
}

/** Takes it back at once, from whatever state: the package goes, and what was withheld stays on record. */
export async function withdrawExport(
  parts: ExportParts,
  command: OnCase,
  actor: Actor,
): Promise<ExportResult> {
  return actOnExport(parts, command, async (trx, { present }, { userId, at }) => {
    if (present.state === 'expired' || present.state === 'withdrawn') return faulty('not-packed');
    await setEnded(trx, present.id, { state: 'withdrawn', by: userId, at });
    await recordEvent(trx, actor, { type: 'requests', id: present.reference }, { export: present.id });
    return done;
  });
}
