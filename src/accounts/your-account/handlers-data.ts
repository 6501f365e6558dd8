import type { Request, RequestHandler, Response } from 'express';
import { auditPersonalData, recordEvent } from '../../audit/index.ts';
import { heldData } from '../../platform/held-data.ts';
import { renderPage } from '../../web/render.ts';
import type { AccountParts } from '../account-parts.ts';
import { viewsOf } from '../directory/store.ts';
import { actorOf, signedInUser } from '../handlers-user.ts';
import { accountPersonalData } from '../personal-data.ts';
import { type OwnData, ownDataCsv, ownDataJson } from './own-data.ts';
import * as present from './presenters-data.ts';

export function showData(parts: AccountParts): RequestHandler {
  return async (req, res) => {
    const data = await ownDataOf(parts, req);
    renderPage(req, res, present.dataPage(signedInUser(req), data));
  };
}

export function giveJson(parts: AccountParts): RequestHandler {
  return async (req, res) => {
    const data = await ownDataOf(parts, req);
    await recordTaking(parts, req);
    give(res, 'json', 'application/json').send(ownDataJson(data));
  };
}

export function giveCsv(parts: AccountParts): RequestHandler {
  return async (req, res) => {
    const data = await ownDataOf(parts, req);
    await recordTaking(parts, req);
    give(res, 'csv', 'text/csv; charset=utf-8').send([...ownDataCsv(data)].join(''));
  };
}

async function ownDataOf({ db, clock, personalData }: AccountParts, req: Request): Promise<OwnData> {
  const { id } = signedInUser(req);
  const declared = personalData ?? [...accountPersonalData, ...auditPersonalData];
  const [held, seenBy] = await Promise.all([heldData(db, declared, id), viewsOf(db, id)]);
  return { madeAt: clock(), held, seenBy };
}

async function recordTaking({ db }: AccountParts, req: Request): Promise<void> {
  const { id } = signedInUser(req);
  await db.transaction((trx) => recordEvent(trx, actorOf(req), { type: 'user', id }));
}

function give(res: Response, ending: string, type: string): Response {
  return res.set('Content-Disposition', `attachment; filename="sp-bench-your-data.${ending}"`).type(type);
}
