import type { Readable } from 'node:stream';

/** What a value comes to once it has left the database: times are ISO 8601 in UTC, what is sealed is "(sealed)". */
export type ExportValue = string | number | boolean | null | readonly ExportValue[];

/** One value that is held, with what is declared of it. */
export interface ExportField {
  column: string;
  label: string;
  /** Exact; undefined where it lets somebody in, or stands for it: that it is held is said, what it is is not. */
  value: ExportValue | undefined;
  category: string;
  purpose: string;
  lawfulBasis: string;
  retention: string;
}

/** One record about the person: a row of a declared table, or something that is held on paper. */
export interface ExportItem {
  /** Stands for it in one export: "users:id:1", "paper:7". */
  key: string;
  /** Table, and what people call it. */
  table: string;
  title: string;
  fields: readonly ExportField[];
}

/** A file that is about the person, or was sent by them: it is given whole or not at all. */
export interface ExportFile {
  key: string;
  /** As it is called in the package; safe as a name in a ZIP. */
  name: string;
  about: string;
  open: () => Iterable<Buffer> | AsyncIterable<Buffer> | Readable;
}

/** Why something is not given (L12, L13): a ground out of the list in specification/grounds.ts. */
export interface Withholding {
  /** Item or file. */
  key: string;
  /** The field; null for the whole record or file. */
  column: string | null;
  /** The words that are taken out of the field's value, wherever they stand in it; null for the whole value. */
  passage: string | null;
  ground: string;
  /** For the person: what is said beside the gap. Null where the ground allows that nothing is explained. */
  reason: string | null;
}

/** Where was looked (L6). */
export interface Search {
  place: string;
  /** What was looked for, in words that name nobody but the person. */
  terms: string;
  /** ISO 8601 day. */
  on: string;
  result: string;
  /** Set where it was not searched. */
  whyNot: string | null;
}

/** All that one package is made from; nothing else gets into it. */
export interface ExportContents {
  reference: string;
  /** Whose data it is. */
  name: string;
  madeAt: Date;
  items: readonly ExportItem[];
  files: readonly ExportFile[];
  withholdings: readonly Withholding[];
  searches: readonly Search[];
  /** The covering letter as it was approved: plain text, paragraphs apart by an empty line. */
  letter: string;
}
