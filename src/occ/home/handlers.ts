import type { RequestHandler } from 'express';
import { requestTotals, signedInUser, type User } from '../../accounts/index.ts';
import { urgentCases } from '../../data-rights/index.ts';
import { paths } from '../../paths.ts';
import { renderPage } from '../../web/render.ts';
import type { OccParts } from '../occ-parts.ts';
import { homePage } from './presenters.ts';

export function showHome({ db, clock, openWork }: OccParts): RequestHandler {
  return async (req, res) => {
    const user = signedInUser(req);
    const now = clock();
    const reader = { userId: user.id, now };
    const [requests, others, urgent] = await Promise.all([
      requestTotals(db),
      openWork(db, reader),
      worksOnCases(user) ? urgentCases({ db, clock }, user.id) : null,
    ]);
    const accounts = { title: 'Account requests', href: paths.accountRequests, needs: 'accounts:issue' };
    const work = [{ ...accounts, count: requests.waiting, oldest: requests.oldest }, ...others];
    renderPage(req, res, homePage(user, work, { urgent, now }));
  };
}

/** Whether the person looks after anything that is owed by a day. */
function worksOnCases({ permissions }: User): boolean {
  return ['requests:manage', 'complaints:manage', 'breaches:manage'].some((needed) =>
    permissions.has(needed),
  );
}
