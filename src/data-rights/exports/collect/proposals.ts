import type { Knex } from 'knex';
import type { Proposal } from '../access-export.ts';
import { suggestPassages } from '../rules/suggest.ts';
import { toExportItem } from '../contents.ts';
import { namesOfOthers } from '../store-names.ts';
import type { CollectedGroup } from './declared-groups.ts';

/** Passages that may name somebody else, by the names and addresses that others have or had; for reviewers to look at. */
export async function proposalsIn(
  db: Knex,
  groups: readonly CollectedGroup[],
  { userId, own }: { userId: number; own: readonly string[] },
): Promise<Pick<Proposal, 'item' | 'column' | 'passage'>[]> {
  const items = groups.flatMap(({ group, items: all }) => all.map((item) => ({ group, item })));
  const numbers = new Map(items.map(({ item }, place) => [item.key, place + 1]));
  const exported = items.map(({ group, item }) => toExportItem(group, item));
  const found = suggestPassages(exported, await namesOfOthers(db, userId), own);
  return found.flatMap(({ key, column, passage }) => {
    const item = numbers.get(key);
    return item === undefined ? [] : [{ item, column, passage }];
  });
}
