export { extractKind } from './extract-kind.ts';
export { lists, type ListName } from './specification/lists.ts';
export type { GivenByColumn, MeasuresOf } from './figures.ts';
