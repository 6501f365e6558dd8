export { checkWorkbook, type CheckSink } from './check-workbook.ts';
export { outcomeSentences } from './finding-sentences.ts';
export { outcomeKind } from './outcome-kind.ts';
export { outcomeRequirements } from './requirements.ts';
export { makeWorkbook } from './generate/make-workbook.ts';
export type { PlannedService, WorkbookPlan } from './generate/made-forms.ts';
export { adviceFor, unreadableSentence } from './presenters.ts';
export {
  readWorkbook,
  type ReadableWorkbook,
  type UnreadableWorkbook,
  type WorkbookFile,
} from './read-workbook.ts';
export type { FormCounts, FormRecord, WorkbookContext } from './rules/workbook-rules.ts';
export {
  parseFileName,
  workbookName,
  type Term,
  type WorkbookFormat,
  type WorkbookName,
} from './specification/file-name.ts';
export {
  answers,
  domains,
  indicators,
  MISSING,
  NO,
  NO_REASON,
  reasonLabels,
  reasons,
  workbook,
  YES,
  type IndicatorCode,
} from './specification/workbook.ts';
