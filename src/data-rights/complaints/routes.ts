import { paths } from '../../paths.ts';
import { get, post, type Route } from '../../web/routes.ts';
import * as handlers from './handlers.ts';
import type { ComplaintParts } from './record-complaint.ts';

/** "new" stands before the references, and the contact log before the steps. */
export function complaintRoutes(parts: ComplaintParts): Route[] {
  const manage = 'complaints:manage';
  return [
    get(paths.complaints, manage, handlers.listComplaints(parts)),
    get(paths.newOccComplaint, manage, handlers.showNewComplaint()),
    post(paths.newOccComplaint, manage, 'complaint.typed-in', handlers.createComplaint(parts)),
    get(paths.complaint(), manage, handlers.showComplaint(parts), 'complaint.read'),
    post(paths.complaintAnswers(), manage, 'complaint.answered', handlers.noteContact(parts)),
    get(paths.complaintStep(), manage, handlers.showStep(parts)),
    post(paths.complaintStep(), manage, 'complaint.step-taken', handlers.takeStep(parts)),
  ];
}
