import type { RequestHandler } from 'express';
import { requestTotals, signedInUser } from '../../accounts/index.ts';
import { paths } from '../../paths.ts';
import { renderPage } from '../../web/render.ts';
import type { OccParts } from '../occ-parts.ts';
import { homePage } from './presenters.ts';

export function showHome({ db, clock, openWork }: OccParts): RequestHandler {
  return async (req, res) => {
    const user = signedInUser(req);
    const now = clock();
    const reader = { userId: user.id, now };
    const [requests, others] = await Promise.all([requestTotals(db), openWork(db, reader)]);
    const accounts = { title: 'Account requests', href: paths.accountRequests, needs: 'accounts:issue' };
    const work = [{ ...accounts, count: requests.waiting, oldest: requests.oldest }, ...others];
    renderPage(req, res, homePage(user, work, now));
  };
}
