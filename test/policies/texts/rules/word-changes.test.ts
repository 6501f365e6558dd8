import { expect } from 'chai';
import { plain, type ShownBlock } from '../../../../src/policies/texts/policy-text.ts';
import { wordChanges } from '../../../../src/policies/texts/rules/word-changes.ts';

const heading = (text: string): ShownBlock => ({ kind: 'heading', level: 2, id: text, text });
const paragraph = (text: string): ShownBlock => ({ kind: 'paragraph', line: plain(text) });

const between = (before: ShownBlock[], after: ShownBlock[]) => wordChanges(before, after);

describe('what differs between two versions', () => {
  it('is nothing where they are alike', () => {
    expect(between([heading('A'), paragraph('one')], [heading('A'), paragraph('one')])).to.deep.equal([]);
  });

  it('is shown word by word under its heading [P117]', () => {
    expect(
      between(
        [heading('Keeping'), paragraph('We keep it for two years.'), paragraph('Always.')],
        [heading('Keeping'), paragraph('We keep it for one year.'), paragraph('Always.')],
      ),
    ).to.deep.equal([
      {
        under: 'Keeping',
        words: [
          { kind: 'same', text: 'We keep it for ' },
          { kind: 'removed', text: 'two years' },
          { kind: 'added', text: 'one year' },
          { kind: 'same', text: '.' },
        ],
      },
    ]);
  });

  it('is a whole paragraph where one was put in or taken out', () => {
    expect(between([paragraph('a')], [paragraph('a'), heading('B'), paragraph('b')])).to.deep.equal([
      { under: 'B', words: [{ kind: 'added', text: 'B' }] },
      { under: 'B', words: [{ kind: 'added', text: 'b' }] },
    ]);
    expect(between([paragraph('a'), paragraph('b')], [paragraph('b')])).to.deep.equal([
      { under: '', words: [{ kind: 'removed', text: 'a' }] },
    ]);
  });

  it('takes in lists and tables', () => {
    const list = (...items: string[]): ShownBlock => ({
      kind: 'list',
      isOrdered: false,
      items: items.map(plain),
    });
    expect(between([list('a', 'b')], [list('a', 'c')])).to.deep.equal([
      {
        under: '',
        words: [
          { kind: 'removed', text: 'b' },
          { kind: 'added', text: 'c' },
        ],
      },
    ]);
    const table: ShownBlock = {
      ...{ kind: 'table', id: 't', caption: 'T', columns: ['K'] },
      rows: [[plain('v')]],
    };
    expect(between([], [table])).to.have.length(2);
  });
});
