export { ddmmyyyy } from './day.ts';
export { FIRST_YEAR, judgeName, NAME_END, type NameFault } from './file-name.ts';
export { columnLetters } from '../platform/column-letters.ts';
export { ofFile, severities, type Finding, type Severity } from './finding.ts';
export {
  adviceFrom,
  personWords,
  plainNumber,
  tableSentences,
  type Advice,
  type Sentences,
} from './finding-sentences.ts';
export { knownAuthoritiesOf, type NamedAuthority } from './known-authorities.ts';
export { lookForPeople } from './look-for-people.ts';
export { plainName } from './plain-name.ts';
export { readTable, recordsOf, type ReadingSink, type TableFeed, type TableUse } from './read-table.ts';
export type { FileContext, KnownAuthorities } from './rules/cell.ts';
export { fault, type CellValue, type Fault, type Values } from './rules/fault.ts';
export { matchHeader as columnsOf, resultColumns, usedWidth } from './rules/header.ts';
export { personLikeValue } from './rules/person-like.ts';
export { HEADER_ROW, tableRules, type Report, type TableRules } from './rules/table-rules.ts';
export { BLOCK, BLOCK_BITS, TextIndex } from './rules/text-index.ts';
export { field, serviceId, tableAt, type Content, type Field, type Table } from './table.ts';
