import { lists, type ListName } from './lists.ts';

/** What a cell of a field may hold. */
export type Content =
  | { kind: 'authority-code' }
  | { kind: 'service-id'; longest: number }
  | { kind: 'text' }
  | { kind: 'list'; list: ListName }
  | { kind: 'whole-number'; least: number; most: number }
  | { kind: 'decimal'; most: number; places: number };

export interface Field {
  name: string;
  /** Other spellings of the header that are met in the wild. */
  aliases: readonly string[];
  content: Content;
  mandatory: boolean;
  /** The column of `services` that keeps the value as given; absent when the value itself is not kept. */
  column: string | null;
}

/** One table of the extract: its file name without `.csv`, and its fields in the order of the documentation. */
export interface Table {
  name: string;
  fields: readonly Field[];
}

type Options = Partial<Pick<Field, 'aliases' | 'mandatory' | 'column'>>;

export function field(name: string, content: Content, options: Options = {}): Field {
  return { name, content, aliases: [], mandatory: true, column: null, ...options };
}

/** [D] An id of any system is far shorter: what is longer is no id, and could not be shown whole. */
export const serviceId: Content = { kind: 'service-id', longest: 80 };

/** The labels that a list field may hold, in their fixed order. */
export function labelsOf(content: Extract<Content, { kind: 'list' }>): readonly string[] {
  return lists[content.list];
}
