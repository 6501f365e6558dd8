import { paths } from '../../paths.ts';
import { get, post, type Route } from '../../web/routes.ts';
import { giveUp, type MailParts, sendAgain, showMail } from './handlers.ts';

/** Mail that could not be sent, and mail that waits. */
export function mailRoutes(parts: MailParts): Route[] {
  return [
    get(paths.mail, 'mail:manage', showMail(parts)),
    post(paths.mailSending(), 'mail:manage', 'mail.sent-again', sendAgain(parts)),
    post(paths.mailEnding(), 'mail:manage', 'mail.given-up', giveUp(parts)),
  ];
}
