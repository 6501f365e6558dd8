import { expect } from 'chai';
import type { Comparison, Peers } from '../../src/reports/comparison.ts';
import { allPeers } from '../../src/reports/comparison-groups/peer-groups.ts';
import { findMeasure } from '../../src/reports/index.ts';
import { dashesSentence, reportSentence, ruleSentence } from '../../src/reports/presenters-words.ts';

const percent = findMeasure('outcomes', '1a')!;

function peers(quartiles: [number, number, number], means: { mean?: number | null } = {}): Peers {
  const [lower_quartile, median, upper_quartile] = quartiles;
  return {
    ...{ kind: 'shown', authorities: 9, services: 20, lower_quartile, median, upper_quartile },
    ...{ minimum: 0, maximum: 100, mean: 50, unit_weighted_mean: 50, values: null, percentile: () => null },
    ...means,
  };
}

function report(own: number | null, answer: Peers): Comparison {
  const values = own === null ? [] : [own];
  const group = {
    label: 'All services',
    own: { values, mean: own, median: own, counted: {} },
    peers: answer,
  };
  return {
    measure: percent,
    choices: { filters: {}, groupBy: null, peers: allPeers, show: null },
    extractDate: null,
    period: null,
    groups: [{ ...group, displayed: null }],
    services: [],
  };
}

describe('the sentence beside a chart', () => {
  it('calls what is the same the same, however many decimals each side is written with', () => {
    expect(reportSentence(report(100, peers([80, 100, 100])))).to.equal(
      'Your median is 100.0%, the same as the peer median of 100%. The middle half of peers lies between 80.0% and 100%.',
    );
    expect(reportSentence(report(114.3, peers([100, 114, 120])))).to.match(
      /114\.3%, about the same as the peer median of 114%/,
    );
  });

  it('does not put the middle half between a figure and itself', () => {
    const said = reportSentence(report(50, peers([100, 100, 100])));
    expect(said).to.equal(
      'Your median is 50.0%, below the peer median of 100%. The middle half of peers is all at 100%.',
    );
    expect(ruleSentence(report(50, peers([100, 100, 100])))).to.include(
      'it is below the lower quartile, 100%',
    );
  });

  it('says what is missing, of oneself or of peers', () => {
    expect(reportSentence(report(null, peers([10, 20, 30])))).to.match(
      /^You have no service with this figure\. The peer median is 20\.0%\./,
    );
    expect(reportSentence(report(null, { kind: 'too-few' }))).to.match(
      /^You have no service with this figure\. Too few to compare/,
    );
  });

  it('names a rule also where a figure is missing, of oneself or of peers', () => {
    for (const kind of ['too-few', 'would-unmask'] as const)
      expect(ruleSentence(report(50, { kind }))).to.equal(
        'Rule: nothing is told of peers that are fewer than 5 services of 3 other authorities, or whose figures would ' +
          'tell those of so few.',
      );
    expect(ruleSentence(report(null, peers([10, 20, 30])))).to.equal(
      'Rule: a position among peers is that of your median, and there is none without a service that has this figure.',
    );
  });
});

describe('the sentence about dashes', () => {
  it('names the mean where one is missing, and nothing of withheld groups', () => {
    const of = (answer: Peers): string => dashesSentence(report(50, answer).groups);
    expect(of(peers([1, 2, 3], { mean: null }))).to.match(
      /no mean of which one authority makes up more than 60%/,
    );
    expect(of(peers([1, 2, 3], { mean: null }))).not.to.include('minimum');
    expect(of(peers([1, 2, 3]))).to.equal('');
    expect(of({ kind: 'too-few' })).to.equal('');
  });
});
