import { inflateSync } from 'node:zlib';
import iconv from 'iconv-lite';

/** A text as it is drawn, and the tags that it stands in on its page, from the outermost. */
export interface DrawnText {
  tags: string[];
  text: string;
}

export interface ReadPdf {
  pages: DrawnText[][];
  /** The dictionaries of all objects, without their streams. */
  dictionaries: string[];
  /** Streams that are neither pages nor drawings: the metadata. */
  metadata: string;
}

interface PdfObject {
  dictionary: string;
  stream: Buffer | null;
}

/** Reads what pdfkit writes, and no other PDF. */
export function readPdf(bytes: Buffer): ReadPdf {
  const objects = objectsOf(bytes);
  const numbers = [...objects.keys()].sort((a, b) => a - b);
  const all = numbers.map((number) => objects.get(number)!);
  const kids = all.find(({ dictionary }) => dictionary.includes('/Type /Pages'))!.dictionary;
  const pages = referencesIn(/\/Kids \[([^\]]*)\]/.exec(kids)![1]!).map((page) =>
    textsOf(pageContent(objects, page), drawingsOf(objects, page)),
  );
  const metadata = all.find(({ dictionary }) => dictionary.includes('/Type /Metadata'))?.stream;
  return { pages, dictionaries: all.map(({ dictionary }) => dictionary), metadata: String(metadata ?? '') };
}

/** By the table at the end, which so is checked too. */
function objectsOf(bytes: Buffer): Map<number, PdfObject> {
  const file = bytes.toString('latin1');
  const table = Number(/startxref\n(\d+)\n%%EOF\s*$/.exec(file)![1]);
  const offsets = [...file.slice(table).matchAll(/^(\d{10}) 00000 n/gm)].map(([, offset]) => Number(offset));
  return new Map(
    offsets.map((offset, at): [number, PdfObject] => {
      const [start, number] = /^(\d+) 0 obj\n/.exec(file.slice(offset, offset + 20))!;
      if (Number(number) !== at + 1) throw new Error(`object ${at + 1} is not at ${offset}`);
      const body = file.slice(offset + start.length, endOf(file, offset));
      const stream = body.indexOf('\nstream\n');
      if (stream === -1) return [at + 1, { dictionary: body, stream: null }];
      const dictionary = body.slice(0, stream);
      const length = Number(/\/Length (\d+)/.exec(dictionary)![1]);
      const packed = Buffer.from(body.slice(stream + 8, stream + 8 + length), 'latin1');
      const isPacked = dictionary.includes('/FlateDecode');
      return [at + 1, { dictionary, stream: isPacked ? inflateSync(packed) : packed }];
    }),
  );
}

function endOf(file: string, offset: number): number {
  return file.indexOf('\nendobj\n', offset);
}

function pageContent(objects: Map<number, PdfObject>, page: number): string {
  const [content] = referencesIn(/\/Contents (\d+ 0 R)/.exec(objects.get(page)!.dictionary)![1]!);
  return objects.get(content!)!.stream!.toString('latin1');
}

/** What the drawings of a page say, by their names. */
function drawingsOf(objects: Map<number, PdfObject>, page: number): Map<string, string> {
  const [resources] = referencesIn(/\/Resources (\d+ 0 R)/.exec(objects.get(page)!.dictionary)![1]!);
  const listed = /\/XObject <<([^>]*)>>/.exec(objects.get(resources!)!.dictionary)?.[1] ?? '';
  return new Map(
    [...listed.matchAll(/\/(\w+) (\d+) 0 R/g)].map(([, name, number]) => [
      name!,
      /\(([^)]*)\) Tj/.exec(objects.get(Number(number))!.stream!.toString('latin1'))![1]!,
    ]),
  );
}

function referencesIn(text: string): number[] {
  return [...text.matchAll(/(\d+) 0 R/g)].map(([, number]) => Number(number));
}

function textsOf(content: string, drawings: Map<string, string>): DrawnText[] {
  const texts: DrawnText[] = [];
  const tags: string[] = [];
  for (const line of content.split('\n')) {
    const begun = /^\/(\w+) (?:.* )?B[DM]C$/.exec(line) ?? /^\/(\w+) <<$/.exec(line);
    if (begun) tags.push(begun[1]!);
    else if (line === 'EMC') tags.pop();
    else if (line.endsWith(' TJ')) texts.push({ tags: [...tags], text: shownBy(line) });
    else if (line.endsWith(' Do'))
      texts.push({ tags: [...tags], text: drawings.get(line.slice(1, -3)) ?? '' });
  }
  return texts;
}

/** Letters in hexadecimal, with the room between them. */
function shownBy(line: string): string {
  const letters = [...line.matchAll(/<([0-9a-f]*)>/g)].map(([, hex]) => hex).join('');
  return iconv.decode(Buffer.from(letters, 'hex'), 'windows-1252');
}
