import type { PartName } from './specification/pages.ts';

/** One version of a page's text. Days are YYYY-MM-DD. */
export interface PolicyText {
  page: string;
  version: number;
  /** From which day on it is shown. */
  date: string;
  /** A role, never a person. */
  approvedBy: string;
  nextReview: string;
  /** What is different from the version before, in a sentence or two. */
  changed: string;
  blocks: readonly Block[];
}

export type Inline =
  | { kind: 'text' | 'strong' | 'emphasis' | 'code'; text: string }
  | { kind: 'link'; text: string; href: string; isElsewhere: boolean };

export type Line = readonly Inline[];

export interface TableBlock {
  kind: 'table';
  /** Of the address inside the page, for the table's caption. */
  id: string;
  caption: string;
  columns: readonly string[];
  /** Cells; the first of a row names it. */
  rows: readonly (readonly Line[])[];
}

export type ShownBlock =
  | { kind: 'heading'; level: 2 | 3; id: string; text: string }
  | { kind: 'paragraph'; line: Line }
  | { kind: 'list'; isOrdered: boolean; items: readonly Line[] }
  | TableBlock;

/** What a text consists of; a part stands for what the application puts there. */
export type Block = ShownBlock | { kind: 'part'; name: PartName };

/** What stands in the places of a text's parts, by the name of each. */
export type FilledParts = Partial<Record<PartName, readonly ShownBlock[]>>;

/** A published version with what is shown for its parts: in the present one what holds now, in older ones what held then. */
export interface PublishedText extends PolicyText {
  parts: FilledParts;
  /** True of the present version, and of one from the time before parts were kept. */
  hasPartsOfToday: boolean;
}

/** The blocks with every part replaced by what it stands for. */
export function withParts(blocks: readonly Block[], parts: FilledParts): ShownBlock[] {
  return blocks.flatMap((block) => (block.kind === 'part' ? (parts[block.name] ?? []) : [block]));
}

export function plain(text: string): Line {
  return [{ kind: 'text', text }];
}

export function wordsOf(line: Line): string {
  return line.map(({ text }) => text).join('');
}

/** Whether the day on which it was to be looked at again has passed. @param today YYYY-MM-DD */
export function isOverdue({ nextReview }: Pick<PolicyText, 'nextReview'>, today: string): boolean {
  return nextReview < today;
}
