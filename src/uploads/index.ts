export { columnLetters, cutValue } from './finding.ts';
export type { Decision, Finding, Severity } from './finding.ts';
export type {
  Advice,
  DecidedValue,
  ProcessingJob,
  ProcessResult,
  ReadResult,
  ReceivedFile,
  TableUse,
  UploadKind,
  UploadingAuthority,
} from './upload-kind.ts';
