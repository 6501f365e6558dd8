import type { Request, RequestHandler } from 'express';
import type { Knex } from 'knex';
import { actorOf, parseId, signedInUser } from '../accounts/index.ts';
import { recordEvent } from '../audit/index.ts';
import { paths } from '../paths.ts';
import { NotFound, Refusal } from '../web/errors.ts';
import { kindOfReference } from './reference.ts';
import { concernedBy } from './requests/request-case.ts';
import { requestBy } from './requests/store.ts';
import { personBy, type Person } from './requests/store-people.ts';
import { mayAct } from './rules/own-case.ts';

/** On whom somebody works with a right, and for which request. */
export interface RightsSubject {
  person: Person;
  request: { id: number; reference: string } | null;
}

/**
 * Of `?case=` the person whom a request is about, of `?user=` an account. Nobody works on what concerns themselves, and
 * nothing is begun on a closed case.
 */
export async function subjectAsked(db: Knex, req: Request): Promise<RightsSubject> {
  const { case: reference, user } = req.query;
  const isCase = typeof reference === 'string' && kindOfReference(reference) === 'data-request';
  const request = isCase ? await requestBy(db, reference) : null;
  if (reference !== undefined && (!request || request.closedAt !== null)) throw new NotFound();
  const id = request ? request.subjectId : parseId(user);
  const person = id === null ? null : await personBy(db, id);
  if (!person) throw new NotFound();
  const concerned = request ? concernedBy(request) : [];
  if (!mayAct(signedInUser(req).id, [person.id, ...concerned])) throw new Refusal('own-case');
  return { person, request: request && { id: request.id, reference: request.reference } };
}

/** Leads whoever has come without saying whom it is about to where people are found. */
export function aboutSomebody(handler: RequestHandler): RequestHandler {
  return (req, res, next) => {
    const { case: reference, user } = req.query;
    if (reference === undefined && user === undefined) res.redirect(303, paths.users);
    else return handler(req, res, next);
  };
}

/** The query that leads to the same subject again. */
export function queryOf({ person, request }: RightsSubject): string {
  return request ? `?case=${request.reference}` : `?user=${person.id}`;
}

/** That somebody's data was shown is on record before it is. */
export async function recordShowing(db: Knex, req: Request, userId: number): Promise<void> {
  await db.transaction((trx) => recordEvent(trx, actorOf(req), { type: 'user', id: userId }));
}
