import { accountRetention } from './accounts/retention.ts';
import { caseRetention } from './data-rights/retention/holders.ts';
import { occRetention } from './occ/retention.ts';
import { laidDownMail } from './platform/mail/laid-down-mail.ts';
import { mailRetention } from './platform/mail/retention.ts';
import type { RetentionHolder } from './platform/retention.ts';
import { uploadRetention } from './uploads/retention.ts';
import type { UploadKind } from './uploads/upload-kind.ts';

/**
 * Everything that carries out a class of retention. What refers to something goes before it: letters before the mailing
 * that they belong to. Past the features' doors, as the worker loads it. @param dataDir where letters are laid down; null
 * where that is not known
 */
export function retentionHolders(kinds: readonly UploadKind[], dataDir: string | null): RetentionHolder[] {
  return [
    ...(dataDir === null ? [] : [laidDownMail(dataDir)]),
    ...mailRetention,
    ...accountRetention,
    ...uploadRetention(kinds),
    ...caseRetention,
    ...occRetention,
  ];
}
