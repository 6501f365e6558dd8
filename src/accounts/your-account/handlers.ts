import type { RequestHandler } from 'express';
import { paths } from '../../paths.ts';
import { renderPage } from '../../web/render.ts';
import type { AccountParts } from '../account-parts.ts';
import { actorOf, signedInUser } from '../handlers-user.ts';
import { changeDetails } from './change-details.ts';
import { confirmDetails } from './confirm-details.ts';
import { parseDetails, typedDetails } from './forms.ts';
import * as present from './presenters.ts';
import { detailsOf } from './store.ts';
import { statementsOn } from './store-statements.ts';

export function showAccount({ db }: AccountParts): RequestHandler {
  return async (req, res) => {
    const user = signedInUser(req);
    const [details, statements] = await Promise.all([detailsOf(db, user.id), statementsOn(db, user.id)]);
    renderPage(req, res, present.accountPage(user, details, present.savedOf(req.query.saved), statements));
  };
}

export function showDetailsForm({ db }: AccountParts): RequestHandler {
  return async (req, res) => {
    const details = await detailsOf(db, signedInUser(req).id);
    renderPage(req, res, present.detailsFormPage(present.typedFrom(details)));
  };
}

export function saveDetails({ db, clock }: AccountParts): RequestHandler {
  return async (req, res) => {
    const form = parseDetails(req.body);
    if (form.kind === 'faults') {
      renderPage(req, res, present.detailsFormPage(typedDetails(req.body), form.faults), 422);
      return;
    }
    const command = { userId: signedInUser(req).id, written: form.command, at: clock() };
    await changeDetails(db, command, actorOf(req));
    res.redirect(303, `${paths.account}?saved=details`);
  };
}

export function confirmAll({ db, clock }: AccountParts): RequestHandler {
  return async (req, res) => {
    await confirmDetails(db, { userId: signedInUser(req).id, at: clock() }, actorOf(req));
    res.redirect(303, `${paths.account}?saved=confirmed`);
  };
}
