export { checkFile, exitCodes, verdictOf, type CheckedFile, type Verdict } from './check-command.ts';
export { extractKind } from './extract-kind.ts';
export { lists, type ListName } from './specification/lists.ts';
export type { GivenByColumn, MeasuresOf } from './figures.ts';
export { madeServices, makeExtract, type RowChange, type RowToWrite } from './generate/make-extract.ts';
export type { ExtractPlan } from './generate/made-service.ts';
export { checkedAsJson, checkedAsText } from './presenters-check.ts';
export { parseFileName } from './specification/file-name.ts';
export { exampleExtract, extractRequirements } from './requirements.ts';
