import { paths } from '../../paths.ts';
import { get, post, type Route, withStepUp } from '../../web/routes.ts';
import type { AccountParts } from '../account-parts.ts';
import * as details from './handlers.ts';
import * as data from './handlers-data.ts';
import * as email from './handlers-email.ts';

/** What a person sees of their own account, and changes themselves. */
export function yourAccountRoutes(parts: AccountParts): Route[] {
  return [
    get(paths.account, 'signed-in', details.showAccount(parts)),
    get(paths.accountDetails, 'signed-in', details.showDetailsForm(parts)),
    post(paths.accountDetails, 'signed-in', 'account.details-changed', details.saveDetails(parts)),
    post(paths.accountConfirmation, 'signed-in', 'account.details-confirmed', details.confirmAll(parts)),
    get(paths.accountEmail, 'signed-in', email.showEmailForm()),
    post(paths.accountEmail, 'signed-in', 'account.email-change-asked', email.askForChange(parts)),
    get(paths.emailConfirmation(), 'signed-in', email.showConfirmation(parts)),
    post(paths.emailConfirmation(), 'signed-in', 'account.email-changed', email.confirmChange(parts)),
    get(paths.oldEmailConfirmation(), 'public', email.showOldConfirmation(parts)),
    post(paths.oldEmailConfirmation(), 'public', 'account.email-change-agreed', email.confirmFromOld(parts)),
    get(paths.stopEmailChange(), 'public', email.showStopping(parts)),
    post(paths.stopEmailChange(), 'public', 'account.email-change-stopped', email.stopChange(parts)),
    get(paths.accountData, 'signed-in', data.showData(parts)),
    // Everything on somebody in one file: not for whoever finds their screen (D13). The page itself shows it at once (P60).
    withStepUp(get(paths.accountDataJson, 'signed-in', data.giveJson(parts), 'account.data-taken-as-json')),
    withStepUp(get(paths.accountDataCsv, 'signed-in', data.giveCsv(parts), 'account.data-taken-as-csv')),
  ];
}
