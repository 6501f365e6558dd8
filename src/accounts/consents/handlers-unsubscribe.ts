import type { Request, RequestHandler } from 'express';
import { renderPage } from '../../web/render.ts';
import type { AccountParts } from '../account-parts.ts';
import { textIn } from '../forms.ts';
import * as present from './presenters-unsubscribe.ts';
import { unsubscribe } from './unsubscribe.ts';
import { openUnsubscribeToken, type Subscription } from './unsubscribe-token.ts';

/** Only shows a page: programs that look at the links of a message change nothing. */
export function showUnsubscribe(parts: AccountParts): RequestHandler {
  return (req, res) => {
    const to = subscriptionOf(parts, req);
    if (to) renderPage(req, res, present.unsubscribePage(String(req.params.token), to.purpose));
    else renderPage(req, res, present.unreadableLinkPage(), 404);
  };
}

/** From the page, or from a mail program that offers one click: neither needs a sign-in, and neither gets a cookie. */
export function stopMailings(parts: AccountParts): RequestHandler {
  return async (req, res) => {
    const to = subscriptionOf(parts, req);
    if (!to) {
      renderPage(req, res, present.unreadableLinkPage(), 404);
      return;
    }
    const scope = textIn(req.body, 'scope') === 'all' ? 'all' : 'this';
    await unsubscribe(parts.db, parts.secrets, { to, scope, at: parts.clock() }, req.auditName ?? '');
    renderPage(req, res, present.unsubscribedPage(to.purpose, scope));
  };
}

function subscriptionOf({ secrets }: AccountParts, req: Request): Subscription | null {
  return openUnsubscribeToken(secrets, String(req.params.token));
}
