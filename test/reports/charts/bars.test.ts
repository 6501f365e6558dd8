import { expect } from 'chai';
import { groupBars } from '../../../src/reports/charts/bars.ts';
import { textWidth } from '../../../src/reports/charts/text.ts';

const pounds = (value: number) => `£${value.toFixed(2)}`;

describe('bars', () => {
  it('are as long as their values, with the value at the end', () => {
    const chart = groupBars([{ label: 'Outreach', own: 100, peers: 50 }], pounds)!;
    const [{ own, peers }] = chart.rows as [(typeof chart.rows)[number]];
    expect(own.rect!.x).to.equal(chart.zero);
    expect(own.rect!.width).to.be.closeTo(2 * peers.rect!.width, 0.02);
    expect(own.text).to.include({ text: '£100.00' });
    expect(own.text.x).to.be.above(own.rect!.x + own.rect!.width);
    expect(peers.rect!.y).to.be.above(own.rect!.y + own.rect!.height);
    expect(peers.text.y).to.be.within(peers.rect!.y, peers.rect!.y + peers.rect!.height);
  });

  it('leave room for the longest value', () => {
    const chart = groupBars([{ label: 'All', own: 1_234_567.89, peers: 2 }], pounds)!;
    const { text } = chart.rows[0]!.own;
    expect(text.x + textWidth(text.text)).to.be.at.most(chart.width);
  });

  it('say that there is none where a value is missing, and leave out a group without any', () => {
    const chart = groupBars(
      [
        { label: 'A', own: null, peers: 3 },
        { label: 'B', own: 3, peers: null },
        { label: 'C', own: null, peers: null },
      ],
      pounds,
    )!;
    expect(chart.rows).to.have.length(2);
    expect(chart.rows[0]!.own).to.deep.include({ rect: null });
    expect(chart.rows[0]!.own.text.text).to.equal('No figure of yours');
    expect(chart.rows[1]!.peers.text.text).to.equal('Peers’ figure not shown');
    expect(groupBars([{ label: 'C', own: null, peers: null }], pounds)).to.be.null;
    expect(groupBars([], pounds)).to.be.null;
  });

  it('show nought as a line, and a value below it to the left', () => {
    const [free] = groupBars([{ label: 'Free', own: 0, peers: 0 }], pounds)!.rows;
    expect(free!.own.rect!.width).to.equal(1);
    const chart = groupBars([{ label: 'Less', own: -5, peers: 5 }], pounds)!;
    expect(chart.rows[0]!.own.rect!.x).to.be.below(chart.zero);
    expect(chart.rows[0]!.own.text.x).to.be.above(chart.zero);
    expect(chart.rows[0]!.peers.rect!.x).to.equal(chart.zero);
  });
});
