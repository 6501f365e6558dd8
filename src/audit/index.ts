export type { ChainVerdict } from './verify-chain.ts';
export { auditPersonalData } from './personal-data.ts';
export { keptHeads, type KeptHeads } from './kept-heads.ts';
export { KEEP_AUDIT_HEAD, keepAuditHeadCron, keepHead } from './keep-head.ts';
export { recordEvent } from './record-event.ts';
export type { Actor, Subject } from './record-event.ts';
export { sentenceOf } from './presenters.ts';
export { chainHead } from './store.ts';
export { verifyChain } from './verify-chain.ts';
