import { dimensions, type ServiceDimension } from '../dimensions.ts';
import { notInList } from '../forms.ts';
import { families, measureText, type Family, type Measure } from '../measures/measure.ts';
import { measures } from '../measures/measures.ts';
import { overviewSorts, type OverviewSort, type Sorting } from './presenters-overview.ts';
import { outlierLabels } from './presenters-outliers.ts';
import type { Quarters } from './presenters-service.ts';
import { axisLabels, costAxis, worthAxis } from './presenters-value-for-money.ts';

export type { Family };

/** What is asked wrongly is said in `notices`, here as in all of these. `sort=change` from the lowest up, `sort=-change` from the highest down; the order of the catalogue otherwise. */
export function parseSorting(asked: unknown, notices: string[] = []): Sorting {
  const text = typeof asked === 'string' ? asked : '';
  const by = overviewSorts.find((sort) => sort === text.replace(/^-/, ''));
  if (isGiven(asked) && by === undefined)
    notices.push(
      'The address of this page asks for an order that there is not. The measures are in their own.',
    );
  return {
    by: by ?? ('measure' satisfies OverviewSort),
    descending: by !== undefined && text.startsWith('-'),
  };
}

/** What is no measure of an axis is the first of it. */
export function parseAxes(
  query: Record<string, unknown>,
  notices: string[] = [],
): { cost: Measure; worth: Measure } {
  return {
    cost: onAxis(costAxis, query.cost, { list: axisLabels.cost, notices }),
    worth: onAxis(worthAxis, query.worth, { list: axisLabels.worth, notices }),
  };
}

function onAxis(
  axis: readonly Measure[],
  asked: unknown,
  { list, notices }: { list: string; notices: string[] },
): Measure {
  const found = axis.find((measure) => measureText(measure) === asked);
  const [first] = axis;
  if (!first) throw new Error('An axis has no measure');
  if (!found && isGiven(asked)) notices.push(notInList(asked, list, `${first.name} was taken`));
  return found ?? first;
}

function isGiven(asked: unknown): boolean {
  return asked !== undefined && asked !== '';
}

/** How much of a service's history is asked for. */
export function parseQuarters(asked: unknown, notices: string[] = []): Quarters {
  if (asked === 'all') return 'all';
  if (isGiven(asked))
    notices.push('The address of this page asks for quarters that there are not. The latest are shown.');
  return 'latest';
}

export interface AskedOutliers {
  family: Family;
  measures: Measure[];
  like: ServiceDimension | null;
}

/** Cost by client group unless told otherwise: of all that a service says of itself, that moves its cost the most. */
export function parseOutliers(query: Record<string, unknown>, notices: string[] = []): AskedOutliers {
  const family = families.find((one) => one === query.family);
  if (!family && isGiven(query.family))
    notices.push(notInList(query.family, outlierLabels.family, 'the measures of cost were taken'));
  const like = dimensions.find(({ name, of }) => of === 'service' && name === query.like)?.name;
  if (!like && query.like !== 'all' && isGiven(query.like))
    notices.push(notInList(query.like, outlierLabels.like, 'peers of the same client group were taken'));
  return {
    family: family ?? 'cost',
    measures: measures.filter((measure) => measure.family === (family ?? 'cost')),
    like: query.like === 'all' ? null : ((like ?? 'clientGroup') as ServiceDimension),
  };
}
