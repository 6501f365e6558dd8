export type { ChangedList, ChangedTotal, Changes, Comparison } from './changes.ts';
export { decideFindings } from './decide-findings.ts';
export type { Decision } from './finding.ts';
export { homeCards } from './home-cards.ts';
export type { UploadParts } from './handlers.ts';
export { uploadPersonalData } from './personal-data.ts';
export { receiveUpload, type ReceiveParts } from './receive-upload.ts';
export { uploadRoutes } from './routes.ts';
export { type HeldUploads, removeUploads, uploadsToRemove } from './remove-uploads.ts';
export { stateOf } from './store.ts';
export { openOriginal } from './store-originals.ts';
export { type KeptOriginal, keptOriginalsOf } from './kept-originals.ts';
export { recalculatedOn } from './store-removal.ts';
export type { Upload, UploadState } from './upload.ts';
export { requeueUploads } from './requeue-uploads.ts';
export { type ReExtractCommand, type ReExtractOutcome, runReExtraction } from './re-extract-command.ts';
export { kindOfFile } from './upload-kind.ts';
export type {
  DecidedValue,
  OpenTable,
  OpenTables,
  ProcessingJob,
  ProcessResult,
  ReadResult,
  ReceivedFile,
  UploadKind,
  UploadingAuthority,
} from './upload-kind.ts';
