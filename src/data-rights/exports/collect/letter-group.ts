import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Knex } from 'knex';
import { readLetter } from '../../../platform/mail/mail-text.ts';
import { openContent } from '../../../platform/mail/queue-mail.ts';
import type { Secrets } from '../../../platform/secrets.ts';
import { lettersKept } from '../../removals/store-people.ts';
import { countIn, type Traces } from '../../search/traces.ts';
import type { GroupColumn } from '../access-export.ts';
import type { NewItem } from '../store-items.ts';
import type { CollectedGroup } from './declared-groups.ts';

const said = {
  ...{ category: 'contact', purpose: 'Messages that SP-Bench writes about accounts and requests' },
  ...{
    lawfulBasis: 'legitimate-interests',
    retention: 'Until it is sent, or as long as the copy of it is kept',
  },
};
const columns: GroupColumn[] = (['to', 'subject', 'text'] as const).map((column) => ({
  ...{ column, label: { to: 'To', subject: 'Subject', text: 'Text' }[column], isShown: true },
  ...said,
}));

export interface FoundLetters {
  groups: CollectedGroup[];
  waiting: number;
  /** Copies that were laid down as files; null where no folder of them is known. */
  copies: number | null;
}

/** Letters that wait to be sent and copies of sent ones in which the person is named; links that let somebody in are left out. */
export async function letterGroup(
  { db, secrets, dataDir }: { db: Knex; secrets: Pick<Secrets, 'originals'>; dataDir: string | null },
  traces: Traces,
): Promise<FoundLetters> {
  const waiting = (await lettersKept(db)).flatMap(({ id, content }) =>
    waitingLetter(secrets, id, content, traces),
  );
  const copies = dataDir === null ? [] : await laidDown(path.join(dataDir, 'mail'), traces);
  const items = [...waiting, ...copies];
  const group = {
    kind: 'letter' as const,
    table: 'outbox',
    title: 'Messages in which you are named',
    columns,
  };
  return {
    groups: items.length === 0 ? [] : [{ group, items }],
    ...{ waiting: waiting.length, copies: dataDir === null ? null : copies.length },
  };
}

function waitingLetter(
  secrets: Pick<Secrets, 'originals'>,
  id: number,
  content: Buffer,
  traces: Traces,
): NewItem[] {
  try {
    const { to, letter } = openContent(secrets, content);
    const parts = letter.parts.map((part) =>
      part.kind === 'text'
        ? part.text
        : part.kind === 'link'
          ? `${part.text}: (link)`
          : part.facts.map(({ term, detail }) => `${term}: ${detail}`).join('\n'),
    );
    const text = [letter.name === null ? 'Hello' : `Dear ${letter.name}`, ...parts].join('\n\n');
    if (countIn([to, letter.subject, text].join('\n'), traces) === 0) return [];
    return [{ key: `letter:waiting:${id}`, values: { to, subject: letter.subject, text } }];
  } catch {
    return []; // sealed with a key that is missing
  }
}

async function laidDown(folder: string, traces: Traces): Promise<NewItem[]> {
  const names = (await readdir(folder).catch(() => [])).sort();
  const found: NewItem[] = [];
  for (const name of names.filter((one) => one.endsWith('.eml'))) {
    const message = await readFile(path.join(folder, name)).catch(() => null);
    if (message === null) continue;
    const { to, subject, text } = readLetter(message);
    if (countIn([to, subject, text].join('\n'), traces) === 0) continue;
    const values = { to, subject, text: text.replace(/https?:\/\/\S+/g, '(link)') };
    found.push({ key: `letter:file:${name}`, values });
  }
  return found;
}
