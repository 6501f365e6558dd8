import { expect } from 'chai';
import { readCsv, type CsvFault } from '../../src/platform/csv.ts';
import { errorOf } from '../support/errors.ts';
import { chunksOf } from '../support/extract-files.ts';

interface Read {
  records: { row: number; cells: string[] }[];
  fault: CsvFault | null;
}

async function read(text: string, chunkBytes = 64 * 1024): Promise<Read> {
  const records: Read['records'] = [];
  const fault = await readCsv(chunksOf(Buffer.from(text), chunkBytes), {
    record: (cells, row) => records.push({ row, cells: [...cells] }),
    pause: () => new Promise<void>((resolve) => setImmediate(resolve)),
  });
  return { records, fault };
}

const cellsOf = async (text: string, chunkBytes?: number) =>
  (await read(text, chunkBytes)).records.map(({ cells }) => cells);

/** Chunk borders fall between any two bytes. */
const chunkSizes = [1, 2, 3, 5, 64 * 1024];

describe('reading CSV', () => {
  for (const [ending, text] of Object.entries({
    LF: 'a,b\n1,2\n3,4\n',
    CRLF: 'a,b\r\n1,2\r\n3,4\r\n',
    CR: 'a,b\r1,2\r3,4\r',
    mixed: 'a,b\r1,2\r\n3,4\n',
    'none at the end': 'a,b\n1,2\n3,4',
  })) {
    it(`takes lines that end in ${ending}`, async () => {
      for (const size of chunkSizes)
        expect(await cellsOf(text, size)).to.deep.equal([
          ['a', 'b'],
          ['1', '2'],
          ['3', '4'],
        ]);
    });
  }

  it('drops a byte order mark', async () => {
    for (const size of chunkSizes) expect(await cellsOf('\ufeff"a",b', size)).to.deep.equal([['a', 'b']]);
  });

  it('keeps commas, quotation marks and line breaks inside quotation marks', async () => {
    const text = '"a,b","say ""hi""","two\r\nlines","one\nmore"\r\n1,2,3,4';
    for (const size of chunkSizes) {
      expect(await cellsOf(text, size)).to.deep.equal([
        ['a,b', 'say "hi"', 'two\r\nlines', 'one\nmore'],
        ['1', '2', '3', '4'],
      ]);
    }
  });

  it('counts blank lines as rows, and quoted line breaks not', async () => {
    const { records } = await read('a\r\n\r\n"x\r\ny"\r\n\r\n\r\nz');
    expect(records.map(({ row, cells }) => [row, cells[0]])).to.deep.equal([
      [1, 'a'],
      [2, ''],
      [3, 'x\r\ny'],
      [4, ''],
      [5, ''],
      [6, 'z'],
    ]);
  });

  it('takes rows of any width', async () => {
    expect(await cellsOf('a,b\n1\n1,2,3\n,\n')).to.deep.equal([['a', 'b'], ['1'], ['1', '2', '3'], ['', '']]);
  });

  it('takes an empty text and a byte order mark alone for no record', async () => {
    expect(await read('')).to.deep.equal({ records: [], fault: null });
    expect(await read('\ufeff', 1)).to.deep.equal({ records: [], fault: null });
  });

  for (const sound of [0, 1, 511, 512, 1000, 5000]) {
    it(`hands on all ${sound} rows before a fault, and says in which row it is`, async () => {
      const before = Array.from({ length: sound }, (_, index) => `name ${index},1\n`).join('');
      for (const size of [1000, 64 * 1024, 1024 * 1024]) {
        for (const broken of ['x"y,1\nz,2\n', '"x"y,1\nz,2\n', '"never closed,1\nz,2\n']) {
          const { records, fault } = await read(before + broken, size);
          expect(fault).to.deep.equal({ kind: 'quotes', row: sound + 1 });
          expect(records).to.have.length(sound);
        }
      }
    });
  }

  it('takes a record of nearly a mebibyte and refuses a longer one', async () => {
    const mebibyte = 1024 * 1024;
    expect((await read(`a\n${'x'.repeat(mebibyte - 100)}\n`)).fault).to.equal(null);
    expect((await read(`a\n${'x'.repeat(mebibyte + 2)}\nb`)).fault).to.deep.equal({
      kind: 'record-too-long',
      row: 2,
    });
  });

  it('refuses a quotation mark that swallows a large file without reading it whole', async () => {
    let given = 0;
    async function* endless(): AsyncGenerator<Buffer> {
      yield Buffer.from('a,b\n"');
      for (; ; given += 1) yield await Promise.resolve(Buffer.alloc(64 * 1024, 'x,'));
    }
    const fault = await readCsv(endless(), { record: () => undefined, pause: () => null });
    expect(fault).to.deep.equal({ kind: 'record-too-long', row: 2 });
    expect(given).to.be.lessThan(40);
  });

  it('fails with what the source, the taker or the pause fails with', async () => {
    async function* failing(): AsyncGenerator<Buffer> {
      yield await Promise.resolve(Buffer.from('a\n'));
      throw new Error('source');
    }
    const taker = { record: () => undefined, pause: () => null };
    const fail = (message: string) => () => {
      throw new Error(message);
    };
    expect(await errorOf(() => readCsv(failing(), taker))).to.equal('source');
    const some = () => chunksOf(Buffer.from('a\nb\n'), 1);
    expect(await errorOf(() => readCsv(some(), { ...taker, record: fail('taker') }))).to.equal('taker');
    expect(
      await errorOf(() => readCsv(some(), { ...taker, pause: () => Promise.reject(new Error('pause')) })),
    ).to.equal('pause');
  });

  it('holds the source up while it pauses', async () => {
    let given = 0;
    async function* source(): AsyncGenerator<Buffer> {
      for (; given < 50; given += 1) yield await Promise.resolve(Buffer.from('a,b\n'));
    }
    let resume = (): void => undefined;
    const held = new Promise<void>((resolve) => (resume = resolve));
    const reading = readCsv(source(), { record: () => undefined, pause: () => held });
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    expect(given).to.be.lessThan(10);
    resume();
    expect(await reading).to.equal(null);
    expect(given).to.equal(50);
  });
});
