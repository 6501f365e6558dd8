import { formatCount } from '../web/formatters.ts';
import type { ComparisonFacts, Minimums } from './comparisons.ts';

/** A rule of disclosure control in plain words. */
export interface Rule {
  /** Its address inside the page. */
  id: string;
  title: string;
  says: string[];
  example: string | null;
}

/** Every rule, with the numbers that reports judge by. */
export function protectionRules(facts: ComparisonFacts): Rule[] {
  const { figures, spread } = facts.minimums;
  return [
    enough(figures),
    leftOut(figures),
    heldTogether(figures),
    choosing(),
    setsOfAuthorities(figures, spread),
    singleServices(spread),
    means(facts),
    threeFigures(facts),
    names(),
  ];
}

const authorities = (count: number, which = 'other '): string =>
  formatCount(count, `${which}authority`, `${which}authorities`);
const services = (count: number): string => formatCount(count, 'service');
const percent = (part: number): string => `${Math.round(100 * part)}%`;

function enough({ authorities: fewest, services: least }: Minimums): Rule {
  return {
    id: 'rule-enough',
    title: 'Enough authorities and services',
    says: [
      `A figure about peers is shown only if it rests on services of at least ${authorities(fewest)} and on at least ` +
        `${services(least)}. Your own authority never counts among them. Only services that have the measure count.`,
      'Otherwise the row of the group says “Too few to compare”, and “suppressed” is “yes” in a download. ' +
        'Nothing is told of the group then, not even how many services it has.',
    ],
    example:
      `In one region ${authorities(fewest - 1)} have ${services(least + 4)} for a client group, in another ` +
      `${authorities(fewest)} have ${services(least - 1)}. Neither region’s figures are shown.`,
  };
}

function leftOut({ services: least }: Minimums): Rule {
  const all = 240;
  return {
    id: 'rule-left-out',
    title: 'What a filter leaves out',
    says: [
      'What a filter takes in could be taken away from all that there is. So what it leaves out must be nothing ' +
        'at all, or enough by the numbers above.',
      'Several filters cut the peers into parts: the services that pass all of them, those that pass some and fail ' +
        'others, those that fail all. Each of these parts must be nothing or enough.',
    ],
    example:
      `A filter would take in ${all - least + 1} of ${all} services. Its figures are not shown: together with ` +
      `those of all ${all} they would tell of the ${least - 1} that are left out.`,
  };
}

function heldTogether({ authorities: fewest }: Minimums): Rule {
  return {
    id: 'rule-held-together',
    title: 'The groups of one table',
    says: [
      'The groups of a table make up its total. If one of them alone were not shown, the total less the others ' +
        'would give it away. So the groups that are too small are held together, and as long as all these are not ' +
        'enough when taken together, the smallest of the other groups joins them. None of what is held together is ' +
        'shown.',
    ],
    example:
      `One of seven service types has services of ${authorities(fewest - 1)} only. At least two rows say “Too few to ` +
      'compare”: this one, and the one with the fewest services of the other six.',
  };
}

function choosing(): Rule {
  return {
    id: 'rule-choosing',
    title: 'Filters that choose groups',
    says: [
      'A filter chooses groups of such a table, so it is judged as one. It may take in none of the groups that ' +
        'are held together, or else all groups that there are. This must be so in the report that was asked for, ' +
        'and in each wider one that drops one or more of its filters.',
    ],
    example:
      'The service type that is held together with the small one of the last example cannot be had by a filter on it ' +
      'alone, nor the small one by a filter on the other six.',
  };
}

function setsOfAuthorities({ authorities: fewest }: Minimums, spread: Minimums): Rule {
  return {
    id: 'rule-sets',
    title: 'Sets of authorities',
    says: [
      'Where one of two sets of authorities lies within the other, the services of those between them must be ' +
        'none, or enough. A report that compares with a group of your own, or with your nearest neighbours, is ' +
        'held against all groups that your authority has ever saved, your nearest neighbours, all other ' +
        'authorities, and the nearest sets that filters on region and type of authority can choose. A filter on ' +
        'regions alone is held against all authorities of the types that these have, and one on types alone ' +
        'against all of their regions.',
      `A group cannot be saved if it has fewer than ${authorities(spread.authorities, '')}, or if fewer than ` +
        `${fewest} lie between it and such a set. Groups that were ended still count, because their figures have ` +
        'been seen.',
      'With a group of your own, or with your nearest neighbours, no figures of peers are shown in a report that ' +
        'also filters or groups by region or type of authority.',
    ],
    example:
      `Your authority has saved a group of 8. The same 8 with ${fewest - 1} more cannot be saved: the difference ` +
      `between the two would be the figures of ${authorities(fewest - 1)}.`,
  };
}

function singleServices(spread: Minimums): Rule {
  return {
    id: 'rule-single-services',
    title: 'Minimum, maximum, single services and percentiles',
    says: [
      `These tell of single services. They are shown only from ${services(spread.services)} of ` +
        `${authorities(spread.authorities)} on, and all rules above are applied once more with these numbers. ` +
        'Where they do not pass, the other figures stand without them.',
    ],
    example: null,
  };
}

function means({ mostOfASum, minimums }: ComparisonFacts): Rule {
  const millions = Math.round(10 * mostOfASum) + 1;
  return {
    id: 'rule-means',
    title: 'Means',
    says: [
      'A mean times the number of services is a sum, and a sum tells of whoever makes up most of it. So a mean ' +
        `is shown only if no authority makes up more than ${percent(mostOfASum)} of its sum. The rules above are ` +
        'applied once more with this in place of the numbers: to what is shown, to each part that is left out, to ' +
        'each group and to those held together, and to what lies between two sets of authorities.',
      'A mean by units is made of two sums, of values times units and of units. Both must pass, and at least ' +
        `${authorities(minimums.figures.authorities)} must have units.`,
    ],
    example:
      `The contracts of a group come to £10 million a year, and £${millions} million of it are one authority’s. ` +
      'The mean is not shown; median and quartiles are.',
  };
}

function threeFigures({ statistics: { round } }: ComparisonFacts): Rule {
  const shown = [1234.56, 87.654, 0.012345].map((value) => `${plain(value)} as ${plain(round(value))}`);
  return {
    id: 'rule-three-figures',
    title: 'Three significant figures',
    says: [
      `Values of peers are rounded to 3 significant figures: ${shown.join(', ')}. So the difference of two of ` +
        'them is hardly ever exact. Numbers of authorities and of services are exact, and so are your own values.',
    ],
    example: null,
  };
}

/** 1,234.56 */
export function plain(number: number): string {
  return number.toLocaleString('en-GB', { maximumFractionDigits: 6 });
}

function names(): Rule {
  return {
    id: 'rule-names',
    title: 'No names beside figures',
    says: [
      'No page, drawing or download gives the name or the id of another authority’s service, or the name of ' +
        'another authority beside a figure. The pages about comparison groups name the authorities in a group; ' +
        'they have no figures.',
      'Reports read the services of other authorities under a name of their own in the database, which is let ' +
        'see neither names nor ids of services: it is the database that refuses, not the pages that leave out.',
      'Two figures of one service of a peer are never shown together: they would tell more than each alone.',
    ],
    example: null,
  };
}

/** What the rules do not prevent. */
export function remainingRisks({ minimums: { figures } }: ComparisonFacts): string[] {
  return [
    'Chains. Each report is judged beside the wider ones that can be made from it. Several subtractions one ' +
      'after the other, over reports that each narrow different choices, are not looked for. For means, neither ' +
      'are two reports that differ in more than one choice.',
    'What is known from elsewhere. Some contracts are published, and authorities may tell each other their ' +
      `figures: where ${authorities(figures.authorities, '')} stand behind a figure, whoever knows those of ` +
      `${figures.authorities - 1} can work out something of the last. A provider with services in several ` +
      'authorities knows its own. SP-Bench counts authorities and cannot count providers: the extract does not say ' +
      'who they are.',
    'Time. Reports of two days are not held against each other. If one authority alone uploads between them, ' +
      'what changed in the figures of its peers’ reports is due to it; a number of services that is one higher ' +
      'tells of a new service. Nor are reports of before and after a removal: from then on pages and ' +
      'briefings say for a quarter that figures were recalculated, and on which day, never whose data went.',
    'The same services chosen in two ways. Both reports are shown, because nothing lies between them. Who sees ' +
      'that their numbers are the same learns that peers have no service which only one of the two takes in.',
    'What is not shown. That a group is too small, or would tell of one that is, is something known about it.',
    'Exact ranks. A percentile is worked out from values before they are rounded. By changing values of one’s ' +
      'own again and again, a value of a peer could be found more exactly than 3 figures; not whose it is.',
    'Irregular values. An upload is told which numbers lie far from what other authorities’ services of the type ' +
      'and client group give. By one upload after the other, a check only as well, it can be found roughly where ' +
      'far begins, and so roughly where the national quartiles lie. They are rounded and rest on ' +
      `${authorities(figures.authorities, '')} or more, and reports show quartiles too.`,
  ];
}
