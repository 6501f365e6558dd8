import type { Request, RequestHandler } from 'express';
import { actorOf } from '../../accounts/index.ts';
import { paths } from '../../paths.ts';
import { outboxCounts, outboxEntries } from '../../platform/mail/store.ts';
import { NotFound, Refusal } from '../../web/errors.ts';
import { pageAsked } from '../../web/pagination.ts';
import { renderPage } from '../../web/render.ts';
import { mailPage } from './presenters.ts';
import { type LetterParts, resendLetter, stopLetter } from './settle-letter.ts';

export type MailParts = LetterParts;

const LETTERS_A_PAGE = 25;
/** The rest of what waits is only counted: nobody has to do anything about it. */
const WAITING_SHOWN = 25;

export function showMail({ db }: MailParts): RequestHandler {
  return async (req, res) => {
    const counts = await outboxCounts(db);
    const asked = pageAsked(req.query.page, LETTERS_A_PAGE, counts.dead);
    const dead = await outboxEntries(db, 'dead', asked);
    const waiting = await outboxEntries(db, 'queued', { limit: WAITING_SHOWN, offset: 0 });
    renderPage(req, res, mailPage({ counts, asked, dead, waiting }));
  };
}

export const sendAgain = (parts: MailParts): RequestHandler => settle(parts, resendLetter);
export const giveUp = (parts: MailParts): RequestHandler => settle(parts, stopLetter);

function settle(parts: MailParts, change: typeof resendLetter): RequestHandler {
  return async (req, res) => {
    const result = await change(parts, mailIdOf(req), actorOf(req));
    if (result.kind === 'too-late')
      throw new Refusal('too-late', { href: paths.mail, text: 'See the mail that is left' });
    res.redirect(303, paths.mail);
  };
}

function mailIdOf(req: Request): number {
  const { id } = req.params;
  if (typeof id !== 'string' || !/^[1-9]\d{0,14}$/.test(id)) throw new NotFound();
  return Number(id);
}
