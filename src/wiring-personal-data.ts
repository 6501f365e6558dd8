import { accountPersonalData } from './accounts/personal-data.ts';
import { auditPersonalData } from './audit/personal-data.ts';
import { dataRightsPersonalData } from './data-rights/personal-data.ts';
import { removalPersonalData } from './data-rights/removals/personal-data.ts';
import { trailPersonalData } from './occ/audit/personal-data.ts';
import { mailingPersonalData } from './occ/mailings/personal-data.ts';
import { formerNamePersonalData } from './occ/users/personal-data.ts';
import { mailPersonalData } from './platform/mail/personal-data.ts';
import { policyPersonalData } from './policies/personal-data.ts';
import { reportPersonalData } from './reports/personal-data.ts';
import { uploadPersonalData } from './uploads/personal-data.ts';

/**
 * Every column that holds something about a person, in the whole application. Taken from where it is declared rather than
 * through the features' doors, which lead to their pages: the worker reads it too.
 */
export const personalData = [
  ...accountPersonalData,
  ...auditPersonalData,
  ...policyPersonalData,
  ...uploadPersonalData,
  ...reportPersonalData,
  ...dataRightsPersonalData,
  ...removalPersonalData,
  ...mailPersonalData,
  ...mailingPersonalData,
  ...trailPersonalData,
  ...formerNamePersonalData,
];
