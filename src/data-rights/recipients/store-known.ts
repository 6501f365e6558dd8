import type { Knex } from 'knex';
import type { FoundRecipient } from './recipient.ts';

/** Authorities whose officers opened the person's entry in the directory. */
export async function readersOf(db: Knex, userId: number): Promise<FoundRecipient[]> {
  const rows = await db('directory_views')
    .join('users', 'users.id', 'directory_views.viewer_id')
    .join('authorities', 'authorities.id', 'users.authority_id')
    .where({ seen_id: userId })
    .distinct<{ authority: string }[]>('authorities.name as authority')
    .orderBy('authority');
  return rows.map(({ authority }) => ({ recipient: `Officers of ${authority}`, knownFrom: 'directory' }));
}

/**
 * The same for a removal: those with an account are written to by the removal itself; of others nobody is.
 * @param people those who are removed: they are no recipients of one another
 */
export async function readersByAccount(
  db: Knex,
  people: readonly number[],
): Promise<{ authority: string; isOpen: boolean }[]> {
  return db('directory_views')
    .join('users', 'users.id', 'directory_views.viewer_id')
    .join('authorities', 'authorities.id', 'users.authority_id')
    .whereRaw('seen_id = any(:people) and not viewer_id = any(:people)', {
      people: [...people],
    } as unknown as Record<string, Knex.RawBinding>)
    .distinct<{ authority: string; isOpen: boolean }[]>(
      'authorities.name as authority',
      db.raw('users.closed_at is null as "isOpen"'),
    )
    .orderBy([{ column: 'authority' }, { column: 'isOpen', order: 'desc' }]);
}

/**
 * Whoever got data by a disclosure; one that the person must not know of stays hidden from them.
 * @param kinds of data, any of them; every kind without
 */
export async function disclosedTo(
  db: Knex,
  userId: number,
  kinds?: readonly string[],
): Promise<FoundRecipient[]> {
  const query = db('disclosures').where({ user_id: userId, decision: 'disclosed' }).orderBy('id');
  if (kinds) void query.whereRaw('data_kinds && ?', [[...kinds]]);
  const rows = await query.select<{ recipient: string; isHidden: boolean }[]>(
    ...['recipient', 'is_hidden as isHidden'],
  );
  return rows.map(({ recipient, isHidden }) => ({
    ...{ recipient, knownFrom: isHidden ? 'hidden-disclosures' : 'disclosures' },
  }));
}

/** Disclosures about people, by what the recipient knows them by. */
export async function disclosuresAbout(
  db: Knex,
  people: readonly number[],
): Promise<{ reference: string; recipient: string; decidedAt: Date; isHidden: boolean }[]> {
  return db('disclosures')
    .where({ decision: 'disclosed' })
    .whereRaw('user_id = any(?)', [[...people]])
    .orderBy('id')
    .select<{ reference: string; recipient: string; decidedAt: Date; isHidden: boolean }[]>(
      ...['reference', 'recipient', 'decided_at as decidedAt', 'is_hidden as isHidden'],
    );
}

/** Whoever staff have added to what these people's recipients were told of before. */
export async function addedByHand(db: Knex, people: readonly number[]): Promise<FoundRecipient[]> {
  const found: FoundRecipient[] = [];
  for (const table of ['correction_recipients', 'restriction_recipients']) {
    const rows = await db(table)
      .where({ known_from: 'staff' })
      .whereRaw('user_id = any(?)', [[...people]])
      .orderBy('id')
      .pluck<string[]>('recipient');
    found.push(...rows.map((recipient) => ({ recipient, knownFrom: 'staff' as const })));
  }
  return found;
}

/** How many letters went to a person's account. */
export async function lettersSentTo(db: Knex, userId: number): Promise<number> {
  const row = await db('outbox')
    .where({ user_id: userId, state: 'sent' })
    .count<{ count: number }[]>()
    .first();
  return row?.count ?? 0;
}

/** Names and addresses of these people, present and former. */
export async function namesEverOf(db: Knex, people: readonly number[]): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { word: string }[] }>(
    `select name as word from users where id = any(:people) union select email from users where id = any(:people)
     union select value from former_names where user_id = any(:people)`,
    { people: [...people] } as unknown as Record<string, Knex.RawBinding>,
  );
  return rows.map(({ word }) => word).filter((word) => word.length > 2);
}
