import type { Request, RequestHandler, Response } from 'express';
import { actorOf, parseId, signedInUser } from '../../accounts/index.ts';
import { paths } from '../../paths.ts';
import { today } from '../../platform/clock.ts';
import { NotFound, Refusal } from '../../web/errors.ts';
import { pageAsked } from '../../web/pagination.ts';
import { type FieldError, renderPage } from '../../web/render.ts';
import { mayAct } from '../rules/own-case.ts';
import { typedIn } from './forms.ts';
import * as present from './presenters.ts';
import { readFields } from './rules/read-fields.ts';
import { closeEntry, type RegisterParts, saveEntry } from './save-entry.ts';
import type { Field, TypedValues } from './specification/field.ts';
import { type RegisterKind, registerKindOf, registers } from './specification/registers.ts';
import { entriesOf, entryOf, type RegisterEntry, registerCounts, versionsOf } from './store.ts';

const ENTRIES_A_PAGE = 50;

export function showRegisters({ db, clock }: RegisterParts): RequestHandler {
  return async (req, res) =>
    renderPage(req, res, present.registersPage(await registerCounts(db, today(clock))));
}

export function listEntries({ db, clock }: RegisterParts): RequestHandler {
  return async (req, res) => {
    const kind = kindAsked(req);
    const day = today(clock);
    const { inForce = 0, ended = 0 } = (await registerCounts(db, day))[kind] ?? {};
    const asked = pageAsked(req.query.page, ENTRIES_A_PAGE, inForce + ended);
    const entries = await entriesOf(db, kind, asked);
    const view = { kind, entries, asked, total: inForce + ended, today: day };
    renderPage(req, res, present.registerPage({ ...view, mayKeep: mayKeep(req) }));
  };
}

export function showNewEntry(): RequestHandler {
  return (req, res) => renderPage(req, res, present.entryForm(kindAsked(req), null, {}));
}

export function createEntry(parts: RegisterParts): RequestHandler {
  return async (req, res) => save(parts, req, res, { kind: kindAsked(req), entry: null });
}

export function showEntry({ db, clock }: RegisterParts): RequestHandler {
  return async (req, res) => {
    const kind = kindAsked(req);
    const entry = await entryAsked(db, req, kind);
    const versions = await versionsOf(db, entry.id);
    const view = { kind, entry, versions, today: today(clock), mayKeep: mayKeep(req) };
    renderPage(req, res, present.entryPage(view));
  };
}

export function showNewVersion({ db }: RegisterParts): RequestHandler {
  return async (req, res) => {
    const kind = kindAsked(req);
    const entry = await entryToChange(db, req, kind);
    renderPage(req, res, present.entryForm(kind, entry, present.typedOf(kind, entry)));
  };
}

export function createVersion(parts: RegisterParts): RequestHandler {
  return async (req, res) => {
    const kind = kindAsked(req);
    await save(parts, req, res, { kind, entry: await entryToChange(parts.db, req, kind) });
  };
}

export function endRegisterEntry(parts: RegisterParts): RequestHandler {
  return async (req, res) => {
    const kind = kindAsked(req);
    const { id } = await entryToChange(parts.db, req, kind);
    if (!(await closeEntry(parts, { kind, id }, actorOf(req)))) throw tooLate(kind, id);
    res.redirect(303, paths.registerEntry(kind, id));
  };
}

async function save(
  parts: RegisterParts,
  req: Request,
  res: Response,
  { kind, entry }: { kind: RegisterKind; entry: RegisterEntry | null },
): Promise<void> {
  const fields = fieldsFor(kind, entry);
  const typed = typedIn(fields, req.body);
  const refuse = (errors: FieldError[], again: TypedValues = typed): void =>
    renderPage(req, res, present.entryForm(kind, entry, again, errors), 422);
  const read = readFields(fields, typed, parts.clock());
  if (read.kind === 'faults') {
    refuse(read.faults);
    return;
  }
  const command = { kind, id: entry?.id ?? null, values: read.values, userId: signedInUser(req).id };
  const result = await saveEntry(parts, command, actorOf(req));
  if (result.kind === 'faults') refuse(result.faults);
  else if (result.kind === 'not-found') throw tooLate(kind, entry?.id ?? 0);
  else res.redirect(303, paths.registerEntry(kind, result.id));
}

/** Whose training it is stays as it was. */
function fieldsFor(kind: RegisterKind, entry: RegisterEntry | null): readonly Field[] {
  return registers[kind].fields.filter(({ name }) => entry === null || name !== 'account');
}

function kindAsked(req: Request): RegisterKind {
  const kind = registerKindOf(req.params.kind);
  if (!kind) throw new NotFound();
  return kind;
}

async function entryAsked(db: RegisterParts['db'], req: Request, kind: RegisterKind): Promise<RegisterEntry> {
  const id = parseId(req.params.id);
  const entry = id === null ? null : await entryOf(db, kind, id);
  if (!entry) throw new NotFound();
  return entry;
}

/** Somebody's training is on record because somebody else says so (P129). */
async function entryToChange(...asked: Parameters<typeof entryAsked>): Promise<RegisterEntry> {
  const entry = await entryAsked(...asked);
  if (!mayAct(signedInUser(asked[1]).id, [entry.person?.id ?? null])) throw new Refusal('own-case');
  return entry;
}

const mayKeep = (req: Request): boolean => signedInUser(req).permissions.has('registers:manage');

const tooLate = (kind: RegisterKind, id: number): Refusal =>
  new Refusal('too-late', { href: paths.registerEntry(kind, id), text: 'See how it stands now' });
