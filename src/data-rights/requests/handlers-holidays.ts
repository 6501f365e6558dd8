import type { RequestHandler } from 'express';
import { actorOf, signedInUser } from '../../accounts/index.ts';
import { paths } from '../../paths.ts';
import { NotFound } from '../../web/errors.ts';
import { renderPage } from '../../web/render.ts';
import type { RequestParts } from './act-on-case.ts';
import { changeHolidays } from './change-holidays.ts';
import { dayIn, type Typed, typedIn } from './forms.ts';
import { parseHoliday } from './forms-letters.ts';
import { holidaysPage } from './presenters-holidays.ts';
import { holidaysEntered } from './store-holidays.ts';

export function listHolidays({ db }: RequestParts): RequestHandler {
  return async (req, res) => {
    const may = signedInUser(req).permissions.has('bank-holidays:manage');
    renderPage(req, res, holidaysPage(await holidaysEntered(db), may, {}));
  };
}

export function addHoliday(parts: RequestParts): RequestHandler {
  return async (req, res) => {
    const typed: Typed = typedIn(req.body);
    const form = parseHoliday(typed);
    const again = async (faults: { field: string; message: string }[]): Promise<void> =>
      renderPage(req, res, holidaysPage(await holidaysEntered(parts.db), true, typed, faults), 422);
    if (form.kind === 'faults') {
      await again(form.faults);
      return;
    }
    const command = { add: form.command, userId: signedInUser(req).id };
    const { kind } = await changeHolidays(parts, command, actorOf(req));
    if (kind === 'there-already') await again([{ field: 'day', message: 'This day is in the list already' }]);
    else res.redirect(303, paths.bankHolidays);
  };
}

export function removeHoliday(parts: RequestParts): RequestHandler {
  return async (req, res) => {
    const day = dayIn(String(req.params.day));
    if (day === null) throw new NotFound();
    const command = { remove: day, userId: signedInUser(req).id };
    const { kind } = await changeHolidays(parts, command, actorOf(req));
    if (kind === 'not-found') throw new NotFound();
    res.redirect(303, paths.bankHolidays);
  };
}
