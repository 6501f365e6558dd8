import type { Request, RequestHandler } from 'express';
import { accountsOf, actorOf, signedInUser } from '../../accounts/index.ts';
import { readFields, typedIn } from '../../data-rights/index.ts';
import { paths } from '../../paths.ts';
import { NotFound } from '../../web/errors.ts';
import { renderPage } from '../../web/render.ts';
import type { OccParts } from '../occ-parts.ts';
import { changeTerms } from './change-terms.ts';
import { parseWords, termsFields, termsFrom } from './forms.ts';
import * as present from './presenters.ts';
import { authoritiesMatching, authorityNamed, type ListedAuthority } from './store.ts';

export function listAuthorities({ db }: OccParts): RequestHandler {
  return async (req, res) => {
    const words = parseWords(req.query.q);
    renderPage(req, res, present.listPage(await authoritiesMatching(db, words), words));
  };
}

export function showAuthority({ db, clock }: OccParts): RequestHandler {
  return async (req, res) => {
    const authority = await authorityAsked(db, req);
    const people = await accountsOf(db, authority.id);
    const { permissions } = signedInUser(req);
    const mayKeepTerms = permissions.has('registers:manage');
    const mayRemove = permissions.has('removals:manage');
    const mayIssue = permissions.has('accounts:issue');
    const may = { mayKeepTerms, mayRemove, mayIssue };
    renderPage(req, res, present.authorityPage(authority, people, { now: clock(), ...may }));
  };
}

export function showTerms({ db }: OccParts): RequestHandler {
  return async (req, res) => {
    const authority = await authorityAsked(db, req);
    renderPage(req, res, present.termsPage(authority, present.typedTerms(authority)));
  };
}

export function keepTerms({ db, clock }: OccParts): RequestHandler {
  return async (req, res) => {
    const authority = await authorityAsked(db, req);
    const typed = typedIn(termsFields, req.body);
    const read = readFields(termsFields, typed, clock());
    const terms = termsFrom(read.kind === 'values' ? read.values : {});
    const errors = read.kind === 'faults' ? read.faults : present.faultsOfTerms(terms);
    if (errors.length > 0) {
      renderPage(req, res, present.termsPage(authority, typed, errors), 422);
      return;
    }
    await changeTerms(db, { authority, terms }, actorOf(req));
    res.redirect(303, paths.occAuthority(authority.code));
  };
}

async function authorityAsked(db: OccParts['db'], req: Request): Promise<ListedAuthority> {
  const authority = await authorityNamed(db, parseWords(req.params.code));
  if (!authority) throw new NotFound();
  return authority;
}
