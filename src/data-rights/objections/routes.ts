import { paths } from '../../paths.ts';
import { get, post, type Route } from '../../web/routes.ts';
import { aboutSomebody } from '../handlers-subject.ts';
import * as handlers from './handlers.ts';
import type { ObjectionParts } from './raise-objection.ts';

/** Objections: what each would cost, for everybody; one's own; and those that are decided here. */
export function objectionRoutes(parts: ObjectionParts): Route[] {
  const manage = 'requests:manage';
  return [
    get(paths.usesOfData, 'public', handlers.showUses()),
    get(paths.ownObjection, 'signed-in', handlers.showOwnObjection(parts)),
    post(paths.ownObjection, 'signed-in', 'objection.raised', handlers.objectMyself(parts)),
    get(paths.objections, manage, handlers.listObjections(parts)),
    get(paths.newObjection, manage, aboutSomebody(handlers.showNewObjection(parts)), 'objection.prepared'),
    post(paths.newObjection, manage, 'objection.recorded', handlers.createObjection(parts)),
    get(paths.objection(), manage, handlers.showObjection(parts), 'objection.read'),
    get(paths.objectionDecision(), manage, handlers.showDecision(parts)),
    post(paths.objectionDecision(), manage, 'objection.decided', handlers.decide(parts)),
  ];
}
