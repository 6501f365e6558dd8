import type { Knex } from 'knex';
import type { Pool } from 'pg';
import { paths } from '../paths.ts';
import type { Clock } from '../platform/clock.ts';
import type { Secrets } from '../platform/secrets.ts';
import { get, post, type Route } from '../web/routes.ts';
import { breachRoutes } from './breaches/routes.ts';
import { complaintRoutes } from './complaints/routes.ts';
import { correctionRoutes } from './corrections/routes.ts';
import * as desk from './desk/handlers.ts';
import { disclosureRoutes } from './disclosures/routes.ts';
import { holdRoutes } from './holds/routes.ts';
import { formThrottle } from './public-forms/form-throttle.ts';
import * as form from './public-forms/handlers.ts';
import { objectionRoutes } from './objections/routes.ts';
import { registerRoutes } from './registers/routes.ts';
import { requestRoutes } from './requests/routes.ts';
import { restrictionRoutes } from './restrictions/routes.ts';

export interface DataRightsParts {
  db: Knex;
  pool: Pool;
  clock: Clock;
  secrets: Pick<Secrets, 'pepper' | 'originals' | 'originalsKeyId'>;
}

/** The forms by which anybody reaches OCC, and where OCC works on what they bring. */
export function dataRightsRoutes(parts: DataRightsParts): Route[] {
  return [
    ...publicRoutes(parts),
    ...deskRoutes(parts),
    ...requestRoutes(parts),
    ...complaintRoutes(parts),
    ...breachRoutes(parts),
    ...disclosureRoutes(parts),
    ...registerRoutes(parts),
    ...correctionRoutes(parts),
    ...restrictionRoutes(parts),
    ...objectionRoutes(parts),
    ...holdRoutes(parts),
  ];
}

function publicRoutes({ db, pool, clock, secrets }: DataRightsParts): Route[] {
  const throttle = formThrottle(pool, secrets.pepper, clock);
  const parts = { db, clock, secrets, throttle };
  const stale = form.showStaleForm;
  const { newEnquiry, newProblem, newComplaint, newDataRequest } = paths;
  return [
    get(newEnquiry, 'public', form.showForm('enquiry')),
    post(newEnquiry, 'public', 'enquiry.received', form.receive(parts, 'enquiry'), stale('enquiry')),
    get(newProblem, 'public', form.showForm('problem')),
    post(newProblem, 'public', 'problem.received', form.receive(parts, 'problem'), stale('problem')),
    get(newComplaint, 'public', form.showForm('complaint')),
    post(newComplaint, 'public', 'complaint.received', form.receive(parts, 'complaint'), stale('complaint')),
    get(newDataRequest, 'public', form.showForm('data-request')),
    post(
      newDataRequest,
      'public',
      'data-request.received',
      form.receive(parts, 'data-request'),
      stale('data-request'),
    ),
    get(paths.receivedPattern, 'public', form.showReceived()),
  ];
}

function deskRoutes(parts: DataRightsParts): Route[] {
  const enquiries = 'enquiries:manage';
  return [
    get(paths.enquiries, enquiries, desk.listContacts(parts, 'enquiries')),
    get(paths.enquiry(), enquiries, desk.showContact(parts, 'enquiries'), 'enquiry.read'),
    post(paths.enquiryAnswers(), enquiries, 'enquiry.answered', desk.answer(parts, 'enquiries')),
  ];
}
