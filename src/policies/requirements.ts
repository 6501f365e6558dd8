import type { Table } from '../tables/index.ts';

/** One kind of file that officers send, as its specification has it: what the page of data requirements is made from. */
export interface RequirementSet {
  /** Of the addresses inside the page: lower-case letters. */
  id: string;
  title: string;
  /** What several of them are called, inside a sentence. */
  plural: string;
  /** A ZIP of CSV tables, or one sheet. */
  container: 'zip' | 'sheet';
  /** What the file is and where it comes from. */
  about: string;
  /** How the file's name is made up, an example of it, and what its parts say. */
  fileName: string;
  example: string;
  nameParts: readonly { part: string; says: string }[];
  limits: FileLimits;
  /** The first year that the data may be of. */
  firstYear: number;
  tables: readonly RequiredTable[];
  /** Fields that are mandatory only in some rows. */
  conditions: readonly Condition[];
  /** What the values of a list mean, where their labels do not say it. */
  meanings: readonly ListMeanings[];
  /** Rules from row to row and from table to table. */
  rules: readonly string[];
  /** What is told in a table of words of its own. */
  details: readonly Detail[];
  /** When a valid value is probably wrong; nothing where such values are not looked for. */
  irregular: readonly string[];
}

export interface RequiredTable {
  table: Table;
  /** Whether the file may come without it. */
  isOptional: boolean;
}

export interface FileLimits {
  fileBytes: number;
  unpackedBytes: number;
  /** Files in the ZIP; null where the file is no ZIP. */
  files: number | null;
}

/** A field that must be given where another one of the same row has one of these values. */
export interface Condition {
  table: string;
  field: string;
  decidedBy: string;
  labels: readonly string[];
}

/** Meanings in the order of the labels. */
export interface ListMeanings {
  labels: readonly string[];
  meanings: readonly string[];
}

export interface Detail {
  title: string;
  about: string;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}
