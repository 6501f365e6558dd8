import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Knex } from 'knex';
import type { HeldBack, RetentionHolder } from '../retention.ts';
import { cutoffOf, kept } from '../retention-classes.ts';

/** As the mailer calls them: when a letter was queued, and its number in the outbox. */
const NAME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)-(\d+)\.eml(?:\.part)?$/;

interface LaidDown {
  name: string;
  queuedAt: Date;
  mailId: number;
}

/**
 * Letters that were laid down as files, where no server takes mail, go when their term is over. The name of a file says
 * when it was written and which letter it is, so also whether a hold on somebody keeps it. @param dataDir has the folder
 */
export function laidDownMail(dataDir: string): RetentionHolder {
  const letterCopy = kept.letterCopy;
  const folder = path.join(dataDir, 'mail');
  const { ends } = letterCopy;
  if (ends.kind !== 'after') throw new Error('Copies of letters have no term.');
  const due = async (now: Date): Promise<LaidDown[]> => {
    const cutoff = cutoffOf(ends.term, now);
    return (await laidDown(folder)).filter(({ queuedAt }) => queuedAt <= cutoff);
  };
  return {
    class: letterCopy,
    async preview(db, now, heldBack) {
      const all = await due(now);
      const free = await notHeld(db, all, heldBack);
      return { due: all.length, held: all.length - free.length };
    },
    async erase(trx, now, heldBack, most) {
      const free = (await notHeld(trx, await due(now), heldBack)).slice(0, most);
      for (const { name } of free) await rm(path.join(folder, name), { force: true });
      return free.length;
    },
  };
}

async function laidDown(folder: string): Promise<LaidDown[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  return names.sort().flatMap((name) => {
    const parts = NAME.exec(name)?.slice(1).map(Number);
    if (!parts) return [];
    const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0, mailId = 0] = parts;
    return [{ name, mailId, queuedAt: new Date(Date.UTC(year, month - 1, day, hour, minute, second)) }];
  });
}

async function notHeld(db: Knex, all: readonly LaidDown[], { people }: HeldBack): Promise<LaidDown[]> {
  if (all.length === 0 || people.length === 0) return [...all];
  const held = await db('outbox')
    .whereIn('user_id', people)
    .whereIn(
      'id',
      all.map(({ mailId }) => mailId),
    )
    .pluck<number[]>('id');
  const isHeld = new Set(held);
  return all.filter(({ mailId }) => !isHeld.has(mailId));
}
