import type { RequestHandler } from 'express';
import { accountsOf } from '../../accounts/index.ts';
import { NotFound } from '../../web/errors.ts';
import { renderPage } from '../../web/render.ts';
import type { OccParts } from '../occ-parts.ts';
import { parseWords } from './forms.ts';
import * as present from './presenters.ts';
import { authoritiesMatching, authorityNamed } from './store.ts';

export function listAuthorities({ db }: OccParts): RequestHandler {
  return async (req, res) => {
    const words = parseWords(req.query.q);
    renderPage(req, res, present.listPage(await authoritiesMatching(db, words), words));
  };
}

export function showAuthority({ db, clock }: OccParts): RequestHandler {
  return async (req, res) => {
    const authority = await authorityNamed(db, parseWords(req.params.code));
    if (!authority) throw new NotFound();
    const people = await accountsOf(db, authority.id);
    renderPage(req, res, present.authorityPage(authority, people, clock()));
  };
}
