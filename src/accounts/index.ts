export type { AccountParts } from './account-parts.ts';
export { createUser, type CreateUserResult } from './create-user.ts';
export { type NewUserCommand, parseNewUser, parseReturnTo, type Parsed, textIn } from './forms.ts';
export * from './colleagues/index.ts';
export {
  belongsToAuthority,
  needsSecondFactor,
  permissionsOf,
  type Role,
  roleNames,
  roles,
} from './permissions.ts';
export { accountPersonalData } from './personal-data.ts';
export type { HomeCard } from './presenters.ts';
export { accountRoutes } from './routes.ts';
export { setPassword } from './passwords/set-password.ts';
export { actorOf, ownAuthority, signedInUser } from './handlers-user.ts';
export { sendReset } from './passwords/ask-for-reset.ts';
export { type SealingSecrets, secondFactorSince, seedOf, writeSecondFactor } from './second-factor/store.ts';
export { hashOfToken, newInvitationToken as newToken } from './invitation-token.ts';
export { knownBy } from './known-by.ts';
export { newSeed } from './second-factor/totp.ts';
export { turnOffSecondFactor } from './second-factor/turn-off-second-factor.ts';
export { securityLetter } from './letters.ts';
export { endSessionsOf, sessionReader, type SessionReader } from './sessions/store-sessions.ts';
export type { OwnAuthority, User } from './user.ts';
export {
  correctable,
  type Correctable,
  correctDetail,
  presentDetails,
  wouldCorrect,
} from './your-account/correct-detail.ts';
export {
  fieldWords,
  type Statement,
  type StatementField,
  statementFields,
} from './your-account/statement.ts';
export { disputedMark } from './your-account/disputed.ts';
export { statementsOn } from './your-account/store-statements.ts';
export { addChoice } from './consents/record-consent.ts';
export { suppressAddress } from './consents/suppress-address.ts';
export { purposeWords } from './consents/purposes.ts';
export { mailingAudience, type MailingAudience } from './consents/audience.ts';
export { type MailingPurpose, mailingPurposes } from './consents/objection.ts';
export type { Reader } from './consents/store-audience.ts';
export { type DormantAccount, dormantAccounts } from './retention.ts';
