import { lists } from '../extracts/index.ts';
import type { PeersChoice } from './comparison-groups/peer-groups.ts';

/** What services may be filtered and grouped by; each name is a query parameter and a word of the contract. */
export type Dimension = ServiceDimension | 'region' | 'authorityType';
/** What a service says of itself; the others are facts of its authority. */
export type ServiceDimension = 'serviceType' | 'clientGroup' | 'accommodationType' | 'durationType';

/** The label of a service that gives no accommodation type, as one that is not accommodation based need not. */
export const NONE_GIVEN = 'None given';
/** The one group of a report that is not grouped. */
export const ALL_SERVICES = 'All services';

/** Regions and types of authority, as the authorities table has them. */
export interface Places {
  regions: readonly string[];
  authorityTypes: readonly string[];
}

interface DimensionFacts {
  name: Dimension;
  /** Column of benchmark.services. */
  column: string;
  label: string;
  /** A fact of the service narrows own services too; a fact of the authority narrows only the peers. */
  of: 'service' | 'authority';
}

export const dimensions: readonly DimensionFacts[] = [
  { name: 'serviceType', column: 'service_type', label: 'Service type', of: 'service' },
  { name: 'clientGroup', column: 'client_group', label: 'Client group', of: 'service' },
  { name: 'accommodationType', column: 'accommodation_type', label: 'Accommodation type', of: 'service' },
  { name: 'durationType', column: 'duration_type', label: 'Duration of support', of: 'service' },
  { name: 'region', column: 'region', label: 'Region', of: 'authority' },
  { name: 'authorityType', column: 'authority_type', label: 'Type of authority', of: 'authority' },
];

/** What a report is asked to show. Labels, not positions, so that an address can be read. */
export interface Choices {
  filters: Filters;
  groupBy: Dimension | null;
  /** The comparison group: whom the figures are of. */
  peers: PeersChoice;
  /** The display group: whose single services are drawn beside the own ones; null for none. */
  show: PeersChoice | null;
}

export type Filters = Readonly<Partial<Record<Dimension, readonly string[]>>>;

export function factsOf(name: Dimension): DimensionFacts {
  const facts = dimensions.find((dimension) => dimension.name === name);
  if (!facts) throw new Error(`No dimension ${name}`);
  return facts;
}

/** The dimensions that a report's figures depend on, each once; what says whose the services are is judged together. */
export function dimensionsInUse({ filters, groupBy }: Pick<Choices, 'filters' | 'groupBy'>): Dimension[] {
  const isUsed = ({ name }: DimensionFacts) => name === groupBy || (filters[name]?.length ?? 0) > 0;
  const saysWho = dimensions.some((dimension) => dimension.of === 'authority' && isUsed(dimension));
  return dimensions
    .filter((dimension) => isUsed(dimension) || (saysWho && dimension.of === 'authority'))
    .map(({ name }) => name);
}

/** Every label that a dimension may have, in the order of its list. */
export function labelsOf(name: Dimension, places: Places): readonly string[] {
  if (name === 'region') return places.regions;
  if (name === 'authorityType') return places.authorityTypes;
  return name === 'accommodationType' ? [...lists[name], NONE_GIVEN] : lists[name];
}

/** A label as the database holds it: a position in its list (0 for none given), or the words themselves. */
export function storedValue(name: Dimension, label: string): number | string {
  if (name === 'region' || name === 'authorityType') return label;
  return (lists[name] as readonly string[]).indexOf(label) + 1;
}

export function labelOf(name: Dimension, stored: number | string): string {
  if (typeof stored === 'string' || name === 'region' || name === 'authorityType') return String(stored);
  return lists[name][stored - 1] ?? NONE_GIVEN;
}
