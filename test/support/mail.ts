import type { Knex } from 'knex';
import type { Letter, LetterPart } from '../../src/platform/mail/letter.ts';
import { openContent } from '../../src/platform/mail/queue-mail.ts';
import { type TestApp, testSecrets } from './app.ts';

export interface TestMail {
  to: string;
  about: string;
  letter: Letter;
}

/** Every letter in the outbox that has not been sent, oldest first; test applications send none. */
export async function mailsIn(db: Knex): Promise<TestMail[]> {
  const rows = await db<{ id: number; about: string; content: Buffer | null }>('outbox')
    .select('about', 'content')
    .whereNotNull('content')
    .orderBy('id');
  return rows.map(({ about, content }) => ({
    about,
    ...openContent(testSecrets, content as Buffer),
  }));
}

export function mailsOf(app: Pick<TestApp, 'database'>): Promise<TestMail[]> {
  return mailsIn(app.database.knex);
}

/** The letters to one address, oldest first. */
export async function lettersTo(db: Knex, address: string): Promise<Omit<TestMail, 'to'>[]> {
  const mails = await mailsIn(db);
  return mails.filter(({ to }) => to === address).map(({ about, letter }) => ({ about, letter }));
}

/** The newest letter to one address; throws when there is none. */
export async function lastMailTo(
  app: Pick<TestApp, 'database'>,
  address: string,
): Promise<Omit<TestMail, 'to'>> {
  const last = (await lettersTo(app.database.knex, address)).at(-1);
  if (!last) throw new Error(`The outbox has nothing to ${address}.`);
  return last;
}

/** The path of a letter's first link, or of the first whose text begins so; throws when it has none. */
export function pathIn(letter: Letter, words = ''): string {
  const found = letter.parts.find(
    (part): part is Extract<LetterPart, { kind: 'link' }> =>
      part.kind === 'link' && part.text.startsWith(words),
  );
  if (!found) throw new Error(`“${letter.subject}” has no link.`);
  return found.path;
}
