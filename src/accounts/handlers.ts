import type { RequestHandler } from 'express';
import { paths } from '../paths.ts';
import { renderPage } from '../web/render.ts';
import type { AccountParts } from './account-parts.ts';
import * as present from './presenters.ts';
import { permissionsPage } from './presenters-permissions.ts';
import { welcomeOf } from './your-account/welcome.ts';

export function showHome({ db, clock, homeSummary }: AccountParts): RequestHandler {
  return async (req, res) => {
    const { user } = req;
    if (user?.mustFirst) {
      res.redirect(303, user.mustFirst);
      return;
    }
    if (!user) {
      renderPage(req, res, present.startPage());
      return;
    }
    const { authority } = user;
    if (user.isRestricted) {
      renderPage(req, res, present.restrictedHomePage());
      return;
    }
    if (!authority) {
      res.redirect(303, paths.backOffice);
      return;
    }
    const summary = (await homeSummary?.(user)) ?? [];
    const welcome = await welcomeOf(db, user.id, clock());
    renderPage(req, res, present.homePage(user, { authority, summary, welcome }));
  };
}

export function showPermissions(): RequestHandler {
  return (req, res) => renderPage(req, res, permissionsPage());
}
