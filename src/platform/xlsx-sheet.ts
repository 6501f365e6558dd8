import type { CsvReader } from './csv.ts';
import { LONGEST_ESCAPED, ownText, plainBoolean, plainNumber, StringItem, typedText } from './xlsx-cells.ts';
import { TakerFailure, XlsxError } from './xlsx-error.ts';
import type { PackedTexts } from './xlsx-texts.ts';
import type { Attributes, XmlTaker } from './xlsx-xml.ts';

/** Takes the rows of a sheet as the reader of a CSV does its records. */
export interface SheetReader extends CsvReader {
  /** Told between chunks: how much is read, from 0 to 1. */
  progress?(share: number): void;
}

/** As the format has them. */
const LAST_ROW = 1_048_576;
const LAST_COLUMN = 16_384;
const ROW_NUMBER = /^[1-9]\d{0,6}$/;
const INDEX = /^\s*\d{1,7}\s*$/;

/** Characters of one row. A cell may name a long shared string in a few bytes, again and again. */
const LONGEST_ROW = 4 * 1024 * 1024;
/** Characters that a missing cell counts for: the file spends none on it, the memory as much as this. */
const MISSING = 8;

/** The elements that lead to a cell, by their depth. */
const PATH = ['worksheet', 'sheetData', 'row', 'c'];
const ROW = 3;
const CELL = 4;
/** What a workbook may list as a sheet; only the first has cells. */
const SHEETS = new Set(['worksheet', 'chartsheet', 'dialogsheet']);

/**
 * Hands on the rows of a sheet as its XML is read. Throws XlsxError `damaged` where the sheet breaks the format, and
 * `too-large` where its cells come to more than `mostText` characters, however few bytes say so.
 */
export class SheetRows implements XmlTaker {
  private depth = 0;
  private row = 0;
  private rowDigits = '';
  private cells: string[] = [];
  private type = '';
  private column = 0;
  /** The element of the cell that is being read: `v`, `is` or another. */
  private content = '';
  private value = '';
  private rowText = 0;
  private allText = 0;

  constructor(
    private readonly texts: PackedTexts | null,
    private readonly item: StringItem,
    private readonly reader: Pick<CsvReader, 'record'>,
    private readonly mostText: number,
  ) {}

  open(name: string, attributes: Attributes, depth: number): void {
    if (depth === 1 && !SHEETS.has(name)) throw new XlsxError('damaged');
    if (this.depth === CELL) this.openInCell(name, depth - CELL);
    else if (depth === this.depth + 1 && name === PATH[this.depth]) {
      this.depth = depth;
      if (depth === ROW) this.openRow(attributes);
      else if (depth === CELL) this.openCell(attributes);
    }
  }

  text(text: string): void {
    if (this.content === 'is') this.item.add(text);
    else if (this.content === 'v') {
      this.value += text;
      if (this.value.length > LONGEST_ESCAPED) throw new XlsxError('damaged');
    }
  }

  close(depth: number): void {
    if (depth === this.depth) {
      if (depth === CELL) this.closeCell();
      else if (depth === ROW) this.closeRow();
      this.depth -= 1;
    } else if (depth === CELL + 1) this.content = '';
    else if (this.content === 'is') this.item.close();
  }

  /** Rows come in their order; only those that hold something are there. */
  private openRow({ r }: Attributes): void {
    const row = r === undefined ? this.row + 1 : ROW_NUMBER.test(r) ? Number(r) : 0;
    if (row <= this.row || row > LAST_ROW) throw new XlsxError('damaged');
    this.row = row;
    this.rowDigits = String(row);
    this.cells = [];
    this.rowText = 0;
  }

  private openCell({ r, t }: Attributes): void {
    const column = r === undefined ? this.cells.length + 1 : this.columnOf(r);
    if (column <= this.cells.length || column > LAST_COLUMN) throw new XlsxError('damaged');
    this.column = column;
    this.type = t ?? 'n';
    this.value = '';
    this.content = '';
    this.item.take();
  }

  /** The column that a reference such as `BC12` names, counted from 1; 0 if it lies in another row. */
  private columnOf(reference: string): number {
    const letters = reference.length - this.rowDigits.length;
    if (letters > 3 || !reference.endsWith(this.rowDigits)) return 0;
    let column = 0;
    for (let at = 0; at < letters; at += 1) {
      const letter = reference.charCodeAt(at) - 64;
      if (letter < 1 || letter > 26) return 0;
      column = column * 26 + letter;
    }
    return column;
  }

  private openInCell(name: string, level: number): void {
    if (level === 1) {
      this.content = name;
      if (name === 'v') this.value = '';
    } else if (this.content === 'is') this.item.open(name, level - 1);
    else if (this.content === 'v') throw new XlsxError('damaged');
  }

  private closeCell(): void {
    const text = this.cellText();
    const missing = this.column - 1 - this.cells.length;
    this.rowText += missing * MISSING + text.length;
    if (this.rowText > LONGEST_ROW) throw new XlsxError('too-large');
    for (let more = missing; more > 0; more -= 1) this.cells.push('');
    this.cells.push(text);
  }

  /** Of a formula, only the value that was saved with it: no formula is ever worked out here. */
  private cellText(): string {
    const text = this.plainText();
    if (text === null) throw new XlsxError('damaged');
    return text;
  }

  private plainText(): string | null {
    const { type, value } = this;
    if (type === 'inlineStr') return ownText(this.item.take());
    if (value === '') return '';
    switch (type) {
      case 's':
        return INDEX.test(value) ? (this.texts?.at(Number(value)) ?? null) : null;
      case 'n':
        return plainNumber(value);
      case 'b':
        return plainBoolean(value);
      // A date in words of its own (`d`) is kept as it stands.
      case 'str':
      case 'e':
      case 'd':
        return ownText(typedText(value));
      default:
        return null;
    }
  }

  private closeRow(): void {
    this.allText += this.rowText;
    if (this.allText > this.mostText) throw new XlsxError('too-large');
    try {
      this.reader.record(this.cells, this.row);
    } catch (error) {
      throw new TakerFailure(error as Error);
    }
  }
}
