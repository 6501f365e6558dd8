import type { RequestHandler } from 'express';
import { requestTotals, signedInUser, type User } from '../../accounts/index.ts';
import { urgentCases } from '../../data-rights/index.ts';
import { paths } from '../../paths.ts';
import { renderPage } from '../../web/render.ts';
import { SHOWN_DAYS } from '../bulk-views/bulk-view.ts';
import { noticed } from '../bulk-views/store.ts';
import type { OccParts } from '../occ-parts.ts';
import { bulkViewsWork, homePage } from './presenters.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

export function showHome({ db, clock, openWork }: OccParts): RequestHandler {
  return async (req, res) => {
    const user = signedInUser(req);
    const now = clock();
    const reader = { userId: user.id, now };
    const [requests, others, urgent, views] = await Promise.all([
      requestTotals(db),
      openWork(db, reader),
      worksOnCases(user) ? urgentCases({ db, clock }, user.id) : null,
      noticed(db, new Date(now.getTime() - SHOWN_DAYS * DAY_MS)),
    ]);
    const accounts = { title: 'Account requests', href: paths.accountRequests, needs: 'accounts:issue' };
    const work = [
      { ...accounts, count: requests.waiting, oldest: requests.oldest },
      ...others,
      bulkViewsWork(views),
    ];
    renderPage(req, res, homePage(user, work, { urgent, now }));
  };
}

/** Whether the person looks after anything that is owed by a day. */
function worksOnCases({ permissions }: User): boolean {
  return ['requests:manage', 'complaints:manage', 'breaches:manage'].some((needed) =>
    permissions.has(needed),
  );
}
