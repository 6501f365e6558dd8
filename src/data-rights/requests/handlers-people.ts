import type { RequestParts } from './act-on-case.ts';
import { one } from './forms.ts';
import type { Show } from './handlers-case.ts';
import { personPage } from './presenters-tasks.ts';
import { peopleMatching, personBy } from './store-people.ts';

/** `?q=` looks for people; without it, for whoever has the sender's address or name. */
export function showPeople({ db }: RequestParts): Show {
  return async (view, req) => {
    const { sender, actsFor, subjectId } = view.seen.request;
    const asked = typeof req.query.q === 'string' ? req.query.q.slice(0, 200) : one(view.typed, 'q');
    const q = asked || (actsFor ?? sender.email ?? sender.name);
    const found = await peopleMatching(db, q);
    const subject = subjectId === null ? null : await personBy(db, subjectId);
    return personPage(view, found, q, subject);
  };
}
