import { paths } from '../../paths.ts';
import { get, post, type Route } from '../../web/routes.ts';
import type { AccountParts } from '../account-parts.ts';
import * as own from './handlers.ts';
import * as unsubscribing from './handlers-unsubscribe.ts';
import * as told from './handlers-told.ts';

/** What people allow: chosen by themselves, or written down by staff for somebody who rang, wrote or came. */
export function consentRoutes(parts: AccountParts): Route[] {
  const choose = 'preferences:choose';
  const record = 'consents:record';
  return [
    get(paths.preferences, choose, own.showPreferences(parts)),
    post(paths.preference(), choose, 'consent.given', own.giveConsent(parts)),
    post(paths.preferenceWithdrawal(), choose, 'consent.withdrawn', own.withdrawConsent(parts)),
    post(paths.interests, choose, 'account.interests-chosen', own.saveInterests(parts)),
    get(paths.unsubscribe(), 'public', unsubscribing.showUnsubscribe(parts)),
    // A mail program posts here without having seen a form of ours: the link itself is what lets it (RFC 8058).
    post(
      paths.unsubscribe(),
      'public',
      'mailing.unsubscribed',
      unsubscribing.stopMailings(parts),
      unsubscribing.stopMailings(parts),
    ),
    get(paths.recordedConsents(), record, told.showTold(parts), 'consent.seen-by-staff'),
    post(paths.recordedConsents(), record, 'consent.recorded-by-staff', told.recordTold(parts)),
  ];
}
