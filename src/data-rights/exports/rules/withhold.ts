import type { ExportContents, ExportField, ExportFile, ExportItem, Withholding } from '../export.ts';
import { withholdingGround } from '../specification/grounds.ts';
import { cutPassages, gapFor, isSilent, leavesNoTrace } from './gaps.ts';

/** A field as it is given. */
export interface GivenField extends ExportField {
  /** Whether something was taken out of its value, or all of it. */
  withheld: 'nothing' | 'passages' | 'value';
}

/** A record as it is given. */
export interface GivenItem extends Omit<ExportItem, 'key' | 'fields'> {
  /** Its number among those of its table that are given, from 1: nothing tells of one that is not. */
  record: number;
  fields: GivenField[];
}

/** A line of the list of what is withheld and why. */
export interface WithheldLine {
  number: number;
  extent: 'passage' | 'value' | 'record' | 'file';
  /** Null of a file, which is named nowhere. */
  table: string | null;
  /** What people call the table; null where all of the record is withheld. */
  title: string | null;
  record: number | null;
  column: string | null;
  label: string | null;
  /** How often the passage stood there. */
  times: number;
  /** Key of the ground, and what it says to the person. */
  ground: string;
  words: string;
  rule: string;
  reason: string | null;
}

/** What is given of an export's records and files. */
export interface Given {
  items: GivenItem[];
  files: ExportFile[];
  withheld: WithheldLine[];
  /** How many things are withheld that the law lets us not explain. */
  unexplained: number;
}

export interface Withheld {
  given: Given;
  /** What took nothing out, because it is not, or no longer, there: somebody has to look again before anything is given. */
  idle: Withholding[];
}

type Line = Omit<WithheldLine, 'number'>;
type Place = Pick<Line, 'table' | 'title' | 'record' | 'column' | 'label'>;
const nowhere: Place = { table: null, title: null, record: null, column: null, label: null };

/** Applies what is withheld to records and files (L12, L13; P82 to P86). Throws for a ground that is not on the list. */
export function withhold({
  items,
  files,
  withholdings,
}: Pick<ExportContents, 'items' | 'files' | 'withholdings'>): Withheld {
  const work = new Work(withholdings);
  const givenItems = items.flatMap((item) => work.giveItem(item));
  const givenFiles = files.filter((file) => work.givesFile(file));
  return {
    given: {
      items: givenItems,
      files: givenFiles,
      withheld: work.lines.map((line, at) => ({ number: at + 1, ...line })),
      unexplained: work.unexplained,
    },
    idle: withholdings.filter((one) => !work.used.has(one)),
  };
}

/** Keeps count on the way through one export. */
class Work {
  readonly lines: Line[] = [];
  readonly used = new Set<Withholding>();
  unexplained = 0;
  private readonly byKey = new Map<string, Withholding[]>();
  private readonly records = new Map<string, number>();

  constructor(withholdings: readonly Withholding[]) {
    for (const one of withholdings) {
      withholdingGround(one.ground);
      this.byKey.set(one.key, [...(this.byKey.get(one.key) ?? []), one]);
    }
  }

  givesFile({ key }: ExportFile): boolean {
    const all = this.byKey.get(key) ?? [];
    if (all.length === 0) return true;
    for (const one of all) this.used.add(one);
    this.tell('file', nowhere, all);
    return false;
  }

  giveItem(item: ExportItem): GivenItem[] {
    const { key, table, title, fields } = item;
    const all = this.byKey.get(key) ?? [];
    const ofAll = all.filter(({ column, passage }) => column === null && passage === null);
    if (ofAll.length > 0) {
      const columns = new Set(fields.map(({ column }) => column));
      for (const one of all) if (one.column === null || columns.has(one.column)) this.used.add(one);
      this.tell('record', { ...nowhere, table }, ofAll);
      return [];
    }
    const said = this.cutTitle(title, all);
    const record = (this.records.get(table) ?? 0) + 1;
    this.records.set(table, record);
    const given = fields.flatMap((field) =>
      this.giveField(
        field,
        // A passage of no field in particular is taken out of each.
        all.filter(({ column }) => column === null || column === field.column),
        { table, title: said, record, column: field.column, label: field.label },
      ),
    );
    return [{ table, title: said, record, fields: given }];
  }

  /** Of something on paper the title may name somebody; a passage of no field in particular is taken out of it too. */
  private cutTitle(title: string, all: readonly Withholding[]): string {
    const ofEach = all.filter(({ column }) => column === null);
    const { value, times } = cutPassages(title, ofEach);
    for (const one of times.keys()) this.used.add(one);
    return String(value);
  }

  private giveField(field: ExportField, all: readonly Withholding[], place: Place): GivenField[] {
    const ofAll = all.filter(({ passage }) => passage === null);
    if (ofAll.length > 0) {
      for (const one of all) this.used.add(one);
      this.tell('value', place, ofAll);
      return ofAll.some(leavesNoTrace) ? [] : [{ ...field, value: gapFor(ofAll), withheld: 'value' }];
    }
    if (all.length === 0 || field.value === undefined) return [{ ...field, withheld: 'nothing' }];
    const { value, times } = cutPassages(field.value, all);
    for (const [one, count] of times) {
      this.used.add(one);
      if (isSilent(one)) this.unexplained += count;
      else this.lines.push(lineOf('passage', place, one, count));
    }
    return [{ ...field, value, withheld: times.size > 0 ? 'passages' : 'nothing' }];
  }

  /** Of a whole thing: one reason that leaves no trace is enough, and nothing is said. */
  private tell(extent: Line['extent'], place: Place, all: readonly Withholding[]): void {
    if (all.some(leavesNoTrace)) return;
    const explained = all.filter((one) => !isSilent(one));
    if (explained.length === 0) this.unexplained += 1;
    this.lines.push(...explained.map((one) => lineOf(extent, place, one, 1)));
  }
}

function lineOf(extent: Line['extent'], place: Place, { ground, reason }: Withholding, times: number): Line {
  const { words, rule } = withholdingGround(ground);
  return { extent, ...place, times, ground, words, rule, reason };
}
