import type { Knex } from 'knex';
import { suppressAddress } from '../../accounts/index.ts';
import { type DeclaredGroup, declaredGroups, heldData } from '../../platform/held-data.ts';
import { openContent, queueMail } from '../../platform/mail/queue-mail.ts';
import type { PersonalColumn } from '../../platform/personal-data.ts';
import { referencesIn } from '../../platform/whose-rows.ts';
import type { Secrets } from '../../platform/secrets.ts';
import { recipientLetter } from './letters.ts';
import { draftOf } from './plan.ts';
import {
  deleteLetters,
  deleteRows,
  directoryReaders,
  emptyColumns,
  lettersKept,
  makeTombstone,
  nameRemoved,
  references,
} from './store-people.ts';
import { addressesIn, type Traces, tracesIn } from '../search/traces.ts';
import { cascades } from './store-cascades.ts';
import { type Way, waysOf } from './ways.ts';

export interface RemoveParts {
  declared: readonly PersonalColumn[];
  secrets: Pick<Secrets, 'pepper' | 'originals' | 'originalsKeyId'>;
}

/**
 * Removes people as the declarations say: rows that go, in the order that foreign keys ask for; columns that are emptied;
 * and a row without anything personal in the place of each account. Whoever opened their entry in the directory is told
 * (P72), their addresses are kept from mailings by a keyed hash alone, and letters that wait for them go. Returns what
 * they are recognised by. The accounts are locked by the caller.
 */
export async function removePeople(
  trx: Knex.Transaction,
  parts: RemoveParts,
  { people, at }: { people: readonly number[]; at: Date },
): Promise<Traces> {
  const schema = {
    groups: await declaredGroups(trx, parts.declared),
    references: await referencesIn(trx),
    along: await cascades(trx),
  };
  const groups = inOrder(schema.groups, await references(trx)).map((group) => ({
    ...group,
    ways: waysOf(group, schema),
  }));
  const traces = new Set<string>();
  for (const userId of people) {
    const own = tracesIn(await heldData(trx, parts.declared, userId));
    for (const trace of own) traces.add(trace);
    await tellReaders(trx, parts, { userId, people });
    for (const address of addressesIn(own)) await suppressAddress(trx, parts.secrets, address, at);
  }
  for (const userId of people) await removeRows(trx, groups, { userId, at });
  await deleteLettersTo(trx, parts, addressesIn([...traces]));
  return [...traces];
}

async function tellReaders(
  trx: Knex.Transaction,
  { secrets }: RemoveParts,
  { userId, people }: { userId: number; people: readonly number[] },
): Promise<void> {
  for (const reader of await directoryReaders(trx, userId)) {
    if (people.includes(reader.id)) continue;
    const letter = recipientLetter(reader.name, reader);
    await queueMail(trx, secrets, {
      ...{ to: reader.email, userId: reader.id, about: 'details-removed', letter },
    });
  }
}

async function removeRows(
  trx: Knex.Transaction,
  groups: readonly OwnedGroup[],
  { userId, at }: { userId: number; at: Date },
): Promise<void> {
  await nameRemoved(trx, userId);
  const ofAccount: string[] = [];
  for (const group of groups)
    for (const { what, columns } of draftOf(group)) {
      if (what === 'empty' && group.table === 'users') ofAccount.push(...columns);
      else if (what !== 'keep')
        for (const { condition } of group.ways) {
          const owned = { table: group.table, condition };
          if (what === 'delete') await deleteRows(trx, owned, userId);
          else await emptyColumns(trx, owned, columns, userId);
        }
    }
  await makeTombstone(trx, ofAccount, { userId, at });
}

/** A letter to somebody without an account may be to this person all the same. */
async function deleteLettersTo(
  trx: Knex.Transaction,
  { secrets }: RemoveParts,
  addresses: readonly string[],
): Promise<void> {
  const gone = new Set(addresses.map((address) => address.toLowerCase()));
  const isTheirs = (content: Buffer): boolean => {
    try {
      return gone.has(openContent(secrets, content).to.toLowerCase());
    } catch {
      return false; // sealed with a key that is missing
    }
  };
  const letters = (await lettersKept(trx)).filter(({ content }) => isTheirs(content));
  await deleteLetters(
    trx,
    letters.map(({ id }) => id),
  );
}

type OwnedGroup = DeclaredGroup & { ways: readonly Way[] };

/** What refers to a table stands before it. */
function inOrder(
  groups: readonly DeclaredGroup[],
  edges: readonly { from: string; to: string }[],
): DeclaredGroup[] {
  const depth = (table: string, seen: readonly string[] = []): number =>
    seen.includes(table)
      ? 0
      : Math.max(
          0,
          ...edges.filter(({ from }) => from === table).map(({ to }) => 1 + depth(to, [...seen, table])),
        );
  return groups
    .map((group) => ({ group, depth: depth(group.table) }))
    .sort((a, b) => b.depth - a.depth)
    .map(({ group }) => group);
}
