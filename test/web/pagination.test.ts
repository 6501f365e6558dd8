import { expect } from 'chai';
import { pageAsked, pagination } from '../../src/web/pagination.ts';

describe('the page asked for', () => {
  const numberOf = (value: unknown): number => pageAsked(value, 50, 240).number;

  it('is the one in the address', () => {
    expect(pageAsked('3', 50, 240)).to.deep.equal({ number: 3, limit: 50, offset: 100 });
  });

  it('is the first for whatever is no page', () => {
    for (const value of [
      undefined,
      '',
      '0',
      '-2',
      '1.5',
      '2x',
      ' 2',
      '1e1',
      ['2'],
      { page: '2' },
      '12345678901234567890',
    ])
      expect(numberOf(value)).to.equal(1);
  });

  it('is the last for whatever lies beyond it', () => {
    expect([numberOf('5'), numberOf('6'), numberOf('999999')]).to.deep.equal([5, 5, 5]);
  });

  it('is the first where there is nothing', () => {
    expect(pageAsked('7', 50, 0)).to.deep.equal({ number: 1, limit: 50, offset: 0 });
  });
});

describe('links to pages', () => {
  const linksOn = (number: number, total: number) =>
    pagination(pageAsked(String(number), 10, total), total, 'Uploads', (page) => `?page=${page}`);
  const shown = (number: number, total: number): string =>
    linksOn(number, total)
      ?.items.map((item) =>
        'ellipsis' in item ? '…' : item.current ? `[${item.number}]` : String(item.number),
      )
      .join(' ') ?? '';

  it('are not there where one page holds all', () => {
    expect([linksOn(1, 0), linksOn(1, 10)]).to.deep.equal([null, null]);
  });

  it('lead to the first, the last and those next to the one shown', () => {
    expect(shown(1, 11)).to.equal('[1] 2');
    expect(shown(1, 100)).to.equal('[1] 2 … 10');
    expect(shown(3, 100)).to.equal('1 2 [3] 4 … 10');
    expect(shown(5, 100)).to.equal('1 … 4 [5] 6 … 10');
    expect(shown(10, 100)).to.equal('1 … 9 [10]');
  });

  it('lead on and back where there is something', () => {
    expect(linksOn(1, 30)).to.include({ next: '?page=2' }).and.not.to.have.property('previous');
    expect(linksOn(2, 30)).to.include({ previous: '?page=1', next: '?page=3' });
    expect(linksOn(3, 30)).to.include({ previous: '?page=2' }).and.not.to.have.property('next');
  });
});
