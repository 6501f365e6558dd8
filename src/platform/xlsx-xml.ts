import { TextDecoder } from 'node:util';
import { SaxesParser } from 'saxes';
import { TakerFailure, XlsxError } from './xlsx-error.ts';
import type { ZipEntry } from './zip.ts';

/** A workbook nests some ten deep; each open element is kept, and a bomb opens millions. */
const DEEPEST = 100;
/**
 * Characters of one tag or text, with the comments before it. The parser holds it until it ends, and 32,767
 * characters of a cell, each of them escaped, are fewer.
 */
const LONGEST_PIECE = 512 * 1024;

export type XmlPart = Pick<ZipEntry, 'name' | 'read'>;
export type Attributes = Readonly<Record<string, string>>;

/** Takes an XML text as it is read. Names are local (without a prefix), so that any namespace will do; the root has depth 1. */
export interface XmlTaker {
  open(name: string, attributes: Attributes, depth: number): void;
  text?(text: string): void;
  close?(depth: number): void;
}

/**
 * Reads a part as XML in UTF-8 or UTF-16, and calls `between` after each chunk with its bytes; what that returns
 * holds the reading up. Throws XlsxError `damaged` for whatever is not well-formed, or has a DOCTYPE, and what the
 * taker throws.
 */
export async function readXml(
  part: XmlPart,
  taker: XmlTaker,
  between: (bytes: number) => Promise<void> | null = () => null,
): Promise<void> {
  const feed = xmlFeed(part.name, taker);
  for await (const chunk of withWholeSign(part.read())) {
    feed(chunk);
    const held = between(chunk.length);
    if (held) await held;
  }
  feed(null);
}

/** Takes the chunks one by one, and null for the end. */
function xmlFeed(part: string, taker: XmlTaker): (chunk: Buffer | null) => void {
  let decoder: TextDecoder | null = null;
  let pieces = 0;
  let piecesBefore = 0;
  let unfinished = 0;
  const parser = strictParser(taker, {
    piece: () => (pieces += 1),
    encoding: () => decoder?.encoding ?? '',
  });

  function parse(chunk: Buffer | null): void {
    decoder ??= decoderFor(chunk ?? Buffer.alloc(0));
    const text = chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    parser.write(text);
    unfinished = pieces === piecesBefore ? unfinished + text.length : 0;
    piecesBefore = pieces;
    if (unfinished > LONGEST_PIECE) throw new XlsxError('damaged');
    if (!chunk) parser.close();
  }

  return (chunk) => {
    try {
      parse(chunk);
    } catch (error) {
      if (error instanceof TakerFailure) throw error.cause;
      // Whatever else it is, the text caused it.
      throw new XlsxError(error instanceof XlsxError ? error.fault : 'damaged', part);
    }
  };
}

interface PlainXml {
  xmlns: false;
  position: false;
}

interface Watch {
  /** A tag or a text has ended. */
  piece: () => void;
  /** How the text is decoded. */
  encoding: () => string;
}

/**
 * Without a handler for errors the parser throws the first of them. It expands no entities but XML's own five. It
 * has few handlers because of how it keeps them: with eight it reads five times slower.
 */
function strictParser(taker: XmlTaker, { piece, encoding }: Watch): SaxesParser<PlainXml> {
  const parser = new SaxesParser<PlainXml>({ xmlns: false, position: false });
  let depth = 0;
  const text = (found: string): void => {
    piece();
    taker.text?.(found);
  };
  parser.on('opentag', ({ name, attributes }) => {
    piece();
    depth += 1;
    if (depth > DEEPEST) throw new XlsxError('damaged');
    if (depth === 1) refuseOtherEncoding(parser.xmlDecl.encoding, encoding());
    taker.open(localName(name), attributes, depth);
  });
  parser.on('closetag', () => {
    piece();
    taker.close?.(depth);
    depth -= 1;
  });
  parser.on('text', text);
  parser.on('cdata', text);
  parser.on('doctype', () => {
    throw new XlsxError('damaged');
  });
  return parser;
}

/** A name without its namespace's prefix. */
export function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/** By the byte order mark, or by the zero byte beside the first `<`. The mark is left for the parser to drop. */
function decoderFor(start: Buffer): TextDecoder {
  const sign = start.length > 1 ? start.readUInt16BE() : 0;
  const encoding =
    sign === 0xfffe || sign === 0x3c00
      ? 'utf-16le'
      : sign === 0xfeff || sign === 0x003c
        ? 'utf-16be'
        : 'utf-8';
  return new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
}

function refuseOtherEncoding(declared: string | undefined, used: string): void {
  const plain = declared?.toLowerCase() ?? used;
  const isSame = used === 'utf-8' ? plain === used || plain === 'utf8' : plain === 'utf-16' || plain === used;
  if (!isSame) throw new XlsxError('damaged');
}

/** Makes sure that the first chunk shows how the text is encoded. */
async function* withWholeSign(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let start: Buffer | null = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (start === null) {
      yield chunk;
      continue;
    }
    start = Buffer.concat([start, chunk]);
    if (start.length < 2) continue;
    yield start;
    start = null;
  }
  if (start !== null) yield start;
}
