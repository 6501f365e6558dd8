import type { Request, RequestHandler, Response } from 'express';
import type { Knex } from 'knex';
import { actorOf, ownAuthority, signedInUser } from '../../accounts/index.ts';
import { paths } from '../../paths.ts';
import { NotFound, Refusal } from '../../web/errors.ts';
import { renderPage, type FieldError } from '../../web/render.ts';
import { get, post, type Route } from '../../web/routes.ts';
import { endPeerGroup } from './end-peer-group.ts';
import { parseGroup, parseGroupId, type TypedGroup } from './forms-peer-groups.ts';
import { membersOf, usablePeers } from './peer-groups.ts';
import * as present from './presenters-peer-groups.ts';
import { savePeerGroup } from './save-peer-group.ts';
import { authoritiesOf, savedGroupOf, savedGroupsOf, type GroupRecord } from './store-peer-groups.ts';

export interface PeerGroupParts {
  database: { knex: Knex };
}

/** Comparison groups. They stand before the measures, whose `:measure` would take "new" for one. */
export function peerGroupRoutes(parts: PeerGroupParts): Route[] {
  const keep = 'reports:keep-groups';
  return [
    get(paths.peerGroups, 'reports:read', listGroups(parts)),
    get(paths.newPeerGroup, keep, showNewGroup(parts)),
    post(paths.newPeerGroup, keep, 'peer-group.saved', saveGroup(parts)),
    get(paths.peerGroup(), 'reports:read', showGroup(parts)),
    get(paths.peerGroupEnding(), keep, showEnding(parts)),
    post(paths.peerGroupEnding(), keep, 'peer-group.ended', endGroup(parts)),
  ];
}

function listGroups(parts: PeerGroupParts): RequestHandler {
  return async (req, res) => renderPage(req, res, present.groupsPage(await groupsSeen(parts, req)));
}

/** `?peers=` ticks the authorities of a known group to start from. */
function showNewGroup(parts: PeerGroupParts): RequestHandler {
  return async (req, res) => {
    const { own, all, saved } = await groupsSeen(parts, req);
    const choice = usablePeers(req.query.peers, saved);
    const members = [...((choice && membersOf(choice, own, all, saved)) ?? [])];
    renderPage(req, res, present.newGroupPage({ own, all, saved }, { name: '', members }));
  };
}

function saveGroup(parts: PeerGroupParts): RequestHandler {
  return async (req, res) => {
    const seen = await groupsSeen(parts, req);
    const others = seen.all.filter(({ id }) => id !== seen.own.id);
    const { typed, faults } = parseGroup(req.body, others);
    if (faults.length > 0) {
      refuse(req, res, seen, typed, faults);
      return;
    }
    const command = { ...typed, authorityId: seen.own.id, userId: signedInUser(req).id };
    const result = await savePeerGroup(parts.database.knex, command, actorOf(req));
    if (result.kind === 'saved') res.redirect(303, paths.peerGroup(result.id));
    else refuse(req, res, seen, typed, present.refusalErrors(result));
  };
}

function refuse(
  req: Request,
  res: Response,
  seen: present.GroupsSeen,
  typed: TypedGroup,
  errors: FieldError[],
): void {
  renderPage(req, res, present.newGroupPage(seen, typed, errors), 422);
}

function showGroup(parts: PeerGroupParts): RequestHandler {
  return async (req, res) => {
    const group = await ownGroup(parts, req);
    renderPage(req, res, present.groupPage(group, await authoritiesOf(parts.database.knex)));
  };
}

function showEnding(parts: PeerGroupParts): RequestHandler {
  return async (req, res) => {
    const group = await ownGroup(parts, req);
    if (group.endedAt !== null) throw tooLate();
    renderPage(req, res, present.endingPage(group, ownAuthority(req).name));
  };
}

function endGroup(parts: PeerGroupParts): RequestHandler {
  return async (req, res) => {
    const { id } = await ownGroup(parts, req);
    const command = { authorityId: ownAuthority(req).id, userId: signedInUser(req).id, groupId: id };
    const result = await endPeerGroup(parts.database.knex, command, actorOf(req));
    if (result.kind === 'not-found') throw new NotFound();
    if (result.kind === 'too-late') throw tooLate();
    res.redirect(303, paths.peerGroups);
  };
}

const tooLate = (): Refusal =>
  new Refusal('too-late', { href: paths.peerGroups, text: 'See the comparison groups' });

async function groupsSeen({ database }: PeerGroupParts, req: Request): Promise<present.GroupsSeen> {
  const { id } = ownAuthority(req);
  const [all, saved] = await Promise.all([authoritiesOf(database.knex), savedGroupsOf(database.knex, id)]);
  const own = all.find((authority) => authority.id === id);
  if (!own) throw new Error(`No authority ${id}`);
  return { own, all, saved };
}

/** The group of the address, if it is the authority's own; one that has ended is there to be read. */
async function ownGroup({ database }: PeerGroupParts, req: Request): Promise<GroupRecord> {
  const id = parseGroupId(req.params.id);
  const group = id === null ? undefined : await savedGroupOf(database.knex, ownAuthority(req).id, id);
  if (!group) throw new NotFound();
  return group;
}
