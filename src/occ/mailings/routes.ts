import { paths } from '../../paths.ts';
import { get, post, type Route } from '../../web/routes.ts';
import type { OccParts } from '../occ-parts.ts';
import * as handlers from './handlers.ts';

/** Messages to people who agreed to get them (P34, P35, P37). */
export function mailingRoutes(parts: OccParts): Route[] {
  const send = 'mailings:send';
  return [
    get(paths.mailings, send, handlers.listMailings(parts)),
    get(paths.newMailing, send, handlers.showNewMailing()),
    post(paths.newMailing, send, 'mailing.written', handlers.saveMailing(parts)),
    get(paths.mailing(), send, handlers.showMailing(parts)),
    get(paths.mailingText(), send, handlers.showText(parts)),
    post(paths.mailingText(), send, 'mailing.changed', handlers.saveText(parts)),
    post(paths.mailingTest(), send, 'mailing.tested', handlers.test(parts)),
    post(paths.mailingSending(), send, 'mailing.started', handlers.start(parts)),
    post(paths.mailingPause(), send, 'mailing.paused', handlers.pause(parts)),
  ];
}
