import { formatCount } from '../web/formatters.ts';
import type { ChainVerdict } from './verify-chain.ts';

/** What was found, in a sentence for whoever asked. */
export function sentenceOf(verdict: ChainVerdict): string {
  switch (verdict.kind) {
    case 'whole':
      return `The audit trail is whole: ${formatCount(verdict.events, 'event')}, held against ${formatCount(verdict.keptHeads, 'kept head')}.`;
    case 'changed':
      return `The audit trail is broken at position ${verdict.position}: the event there is not what it was.`;
    case 'missing':
      return `The audit trail is broken at position ${verdict.position}: the event there is gone.`;
    case 'unlinked':
      return `The audit trail is broken: event ${verdict.eventId} was put in past the chain.`;
    case 'shortened':
      return `The audit trail is broken: it ends before position ${verdict.position}, which was kept at ${verdict.keptAt}.`;
    case 'rewritten':
      return `The audit trail is broken: position ${verdict.position} is not what was kept at ${verdict.keptAt}.`;
    case 'forged-heads':
      return `Line ${verdict.line} of audit-heads.jsonl is not what was written there, so the trail cannot be held against it.`;
  }
}
