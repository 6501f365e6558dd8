import { readCsv } from '../platform/csv.ts';
import { asUtf8, detectEncoding } from '../platform/text-encoding.ts';
import { announces, personLikeHeading, personLikeValue, type PersonLike } from './rules/person-like.ts';

/** Where a table that is not read for its data looks like data about people. */
export interface PersonalPlace {
  what: PersonLike;
  heading: string;
  /** Row of the sheet; 1 where the heading itself says it. */
  row: number;
}

/** Ids may look like anything. */
const ID_HEADING = /(id|code|ref|reference)$/i;

/**
 * Looks through a CSV table whose columns nobody knows (P10). Returns the first place that looks like data about a
 * person, or null. What cannot be read as CSV is looked at as far as it can. Throws ZipError where the bytes are
 * damaged.
 */
export async function lookForPeople(read: () => AsyncIterable<Buffer>): Promise<PersonalPlace | null> {
  const encoding = await detectEncoding(read());
  let headings: readonly string[] = [];
  let found: PersonalPlace | null = null;
  const look = (cells: readonly string[], row: number): PersonalPlace | null => {
    for (const [at, cell] of cells.entries()) {
      const heading = headings[at] ?? '';
      const what = row === 1 ? personLikeHeading(cell) : personLikeValue(cell);
      if (what && (row === 1 || !(ID_HEADING.test(heading) || announces(heading, what))))
        return { what, heading: row === 1 ? cell.trim() : heading, row };
    }
    return null;
  };
  await readCsv(
    asUtf8(
      untilFound(read(), () => found !== null),
      encoding,
    ),
    {
      record(cells, row) {
        if (row === 1) headings = cells.map((cell) => cell.trim());
        found ??= look(cells, row);
      },
      pause: () => null,
    },
  );
  return found;
}

async function* untilFound(chunks: AsyncIterable<Buffer>, isFound: () => boolean): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    yield chunk;
    if (isFound()) return;
  }
}
