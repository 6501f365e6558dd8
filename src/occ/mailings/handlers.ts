import type { Request, RequestHandler, Response } from 'express';
import { actorOf, signedInUser } from '../../accounts/index.ts';
import { paths } from '../../paths.ts';
import { renderLetter } from '../../platform/mail/render-letter.ts';
import { NotFound, Refusal } from '../../web/errors.ts';
import { pageAsked } from '../../web/pagination.ts';
import { renderPage } from '../../web/render.ts';
import type { OccParts } from '../occ-parts.ts';
import { parseMailing, parseMailingId } from './forms.ts';
import { mailingLetter } from './letters.ts';
import { canBeChanged, type Mailing } from './mailing.ts';
import * as present from './presenters.ts';
import { pauseMailing, sendTest, startMailing, type SteerResult } from './steer-mailing.ts';
import { countMailings, letterCounts, mailingOf, mailingsOf } from './store.ts';
import { changeMailing, writeMailing } from './write-mailing.ts';

const MAILINGS_A_PAGE = 25;

export function listMailings({ db }: OccParts): RequestHandler {
  return async (req, res) => {
    const total = await countMailings(db);
    const asked = pageAsked(req.query.page, MAILINGS_A_PAGE, total);
    renderPage(req, res, present.mailingsPage(await mailingsOf(db, asked), asked, total));
  };
}

export function showNewMailing(): RequestHandler {
  return (req, res) => renderPage(req, res, present.mailingFormPage(null, present.emptyMailing));
}

export function saveMailing({ db, clock }: OccParts): RequestHandler {
  return async (req, res) => {
    const form = parseMailing(req.body);
    if (form.kind === 'faults') {
      renderPage(req, res, present.mailingFormPage(null, form.typed, form.faults), 422);
      return;
    }
    const command = { text: form.text, userId: signedInUser(req).id, at: clock() };
    res.redirect(303, paths.mailing(await writeMailing(db, command, actorOf(req))));
  };
}

export function showMailing({ db, audience }: OccParts): RequestHandler {
  return async (req, res) => {
    const mailing = await mailingAsked({ db }, req);
    const { id: userId, name, email } = signedInUser(req);
    const letter = mailingLetter(audience, mailing, { userId, name, email });
    const [readers, counts, { text }] = await Promise.all([
      audience.readers(db, mailing.purpose),
      letterCounts(db, mailing.id),
      // The link of a preview is nobody's: it is the shape that counts.
      renderLetter(
        {
          ...letter,
          unsubscribe: letter.unsubscribe && { ...letter.unsubscribe, path: paths.unsubscribe('…') },
        },
        `${req.protocol}://${req.host}`,
      ),
    ]);
    const seen = { mailing, letter, preview: text, readers: readers.length, counts, said: req.query.said };
    renderPage(req, res, present.mailingPage(seen));
  };
}

export function showText({ db }: OccParts): RequestHandler {
  return async (req, res) => {
    const mailing = await mailingAsked({ db }, req);
    if (!canBeChanged(mailing)) throw tooLate(mailing.id);
    renderPage(req, res, present.mailingFormPage(mailing.id, mailing));
  };
}

export function saveText({ db }: OccParts): RequestHandler {
  return async (req, res) => {
    const id = idAsked(req);
    const form = parseMailing(req.body);
    if (form.kind === 'faults') {
      renderPage(req, res, present.mailingFormPage(id, form.typed, form.faults), 422);
      return;
    }
    goOn(res, id, await changeMailing(db, { id, text: form.text }, actorOf(req)));
  };
}

export function test(parts: OccParts): RequestHandler {
  return async (req, res) => {
    const id = idAsked(req);
    goOn(res, id, await sendTest(parts, { id, to: signedInUser(req) }, actorOf(req)), '?said=test');
  };
}

export function start({ db, clock }: OccParts): RequestHandler {
  return async (req, res) => {
    const id = idAsked(req);
    const command = { id, userId: signedInUser(req).id, at: clock() };
    goOn(res, id, await startMailing(db, command, actorOf(req)));
  };
}

export function pause({ db }: OccParts): RequestHandler {
  return async (req, res) => {
    const id = idAsked(req);
    goOn(res, id, await pauseMailing(db, id, actorOf(req)));
  };
}

function goOn(res: Response, id: number, { kind }: SteerResult | { kind: 'changed' }, query = ''): void {
  if (kind === 'not-found') throw new NotFound();
  if (kind === 'too-late') throw tooLate(id);
  res.redirect(303, paths.mailing(id) + query);
}

const tooLate = (id: number): Refusal =>
  new Refusal('too-late', { href: paths.mailing(id), text: 'See how the mailing stands' });

function idAsked(req: Request): number {
  const id = parseMailingId(req.params.id);
  if (id === null) throw new NotFound();
  return id;
}

async function mailingAsked({ db }: Pick<OccParts, 'db'>, req: Request): Promise<Mailing> {
  const mailing = await mailingOf(db, idAsked(req));
  if (!mailing) throw new NotFound();
  return mailing;
}
