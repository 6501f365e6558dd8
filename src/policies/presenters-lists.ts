import type { Field } from '../tables/index.ts';
import type { RequirementSet } from './requirements.ts';

/** A list of values, with the fields that take them. */
export interface NamedList {
  /** The same for the same labels in the same order. */
  key: string;
  /** Its address inside the page. */
  id: string;
  title: string;
  values: { label: string; meaning: string | null }[];
}

/** Beyond so many fields of one list they are counted, not named. */
const MOST_NAMED = 3;

/** Every list of the specifications, once, in the order in which fields ask for them. */
export function listsOf(sets: readonly RequirementSet[]): NamedList[] {
  const fieldsByKey = new Map<string, Field[]>();
  for (const field of sets.flatMap(({ tables }) => tables).flatMap(({ table }) => table.fields)) {
    if (field.content.kind !== 'list') continue;
    const key = listKey(field.content.labels);
    fieldsByKey.set(key, [...(fieldsByKey.get(key) ?? []), field]);
  }
  const meanings = new Map(
    sets.flatMap((set) => set.meanings).map((one) => [listKey(one.labels), one.meanings] as const),
  );
  const ids = new Set<string>();
  return [...fieldsByKey].map(([key, fields]) => {
    const labels = JSON.parse(key) as string[];
    const names = [...new Set(fields.map(({ name }) => name))];
    return {
      key,
      id: newId(`list-${slug(names[0] ?? '')}`, ids),
      title: titleOf(names),
      values: labels.map((label, at) => ({ label, meaning: meanings.get(key)?.[at] ?? null })),
    };
  });
}

export function listKey(labels: readonly string[]): string {
  return JSON.stringify(labels);
}

/** Fields of two tables may have one name and two lists. */
function newId(wanted: string, taken: Set<string>): string {
  const id = taken.has(wanted) ? `${wanted}-${taken.size + 1}` : wanted;
  taken.add(id);
  return id;
}

function titleOf(names: readonly string[]): string {
  return names.length <= MOST_NAMED
    ? inWords(names)
    : `${names[0] ?? ''} and ${names.length - 1} more fields`;
}

/** For an address inside the page. */
export function slug(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z\d]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** "A, B and C". */
export function inWords(words: readonly string[], last = 'and'): string {
  return words.length > 1
    ? `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`
    : (words[0] ?? '');
}
