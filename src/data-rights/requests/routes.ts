import { paths } from '../../paths.ts';
import { get, post, type Route } from '../../web/routes.ts';
import type { RequestParts } from './act-on-case.ts';
import { answerRequest, extendRequest, refuseRequest } from './decide-request.ts';
import { parseAnswer, parseExtension, parsePerson, parseRefusal, parseReview } from './forms.ts';
import * as handlers from './handlers.ts';
import { doTask, showTask } from './handlers-case.ts';
import * as holidays from './handlers-holidays.ts';
import * as letters from './handlers-letters.ts';
import { showOwnLetter, showOwnRequests } from './handlers-own.ts';
import { showPeople } from './handlers-people.ts';
import { linkPerson } from './link-person.ts';
import * as present from './presenters-tasks.ts';
import { reviewDecision } from './review-decision.ts';
import { askingRoutes } from './routes-asking.ts';

const manage = 'requests:manage';

/**
 * Requests about personal data: the work list, the case with its tasks and letters, and what people see of their own.
 * "new" stands before the references, one of which it would be taken for.
 */
export function requestRoutes(parts: RequestParts): Route[] {
  return [
    get(paths.ownRequests, 'signed-in', showOwnRequests(parts)),
    get(paths.ownLetter(), 'signed-in', showOwnLetter(parts), 'data-request.own-letter-read'),
    get(paths.bankHolidays, manage, holidays.listHolidays(parts)),
    post(paths.bankHolidays, 'bank-holidays:manage', 'bank-holiday.added', holidays.addHoliday(parts)),
    post(
      paths.bankHolidayRemoval(),
      'bank-holidays:manage',
      'bank-holiday.removed',
      holidays.removeHoliday(parts),
    ),
    get(paths.dataRequests, manage, handlers.listRequests(parts)),
    get(paths.newRequestCase, manage, handlers.showNewRequest(parts)),
    post(paths.newRequestCase, manage, 'data-request.typed-in', handlers.saveNewRequest(parts)),
    get(paths.dataRequest(), manage, handlers.showRequest(parts), 'data-request.read'),
    post(paths.dataRequestNotes(), manage, 'data-request.noted', handlers.addCaseNote(parts)),
    post(paths.dataRequestAssignment(), manage, 'data-request.assigned', handlers.assign(parts)),
    post(paths.dataRequestReopening(), manage, 'data-request.reopened', handlers.reopen(parts)),
    ...letterRoutes(parts),
    ...askingRoutes(parts),
    ...decisionRoutes(parts),
  ];
}

function decisionRoutes(parts: RequestParts): Route[] {
  const { dataRequestTask: task } = paths;
  const person = { parse: parsePerson, act: linkPerson, show: showPeople(parts) };
  const extension = { parse: parseExtension, act: extendRequest, show: present.extensionPage };
  const refusal = { parse: parseRefusal, act: refuseRequest, show: present.refusalPage };
  const review = { parse: parseReview, act: reviewDecision, show: present.reviewPage };
  const answer = { parse: parseAnswer, act: answerRequest, show: present.answerPage };
  return [
    get(task('person'), manage, showTask(parts, showPeople(parts))),
    post(task('person'), manage, 'data-request.linked', doTask(parts, person)),
    get(task('extension'), manage, showTask(parts, present.extensionPage)),
    post(task('extension'), manage, 'data-request.extended', doTask(parts, extension)),
    get(task('refusal'), manage, showTask(parts, present.refusalPage)),
    post(task('refusal'), manage, 'data-request.refused', doTask(parts, refusal)),
    get(task('review'), manage, showTask(parts, present.reviewPage)),
    post(task('review'), manage, 'data-request.decision-reviewed', doTask(parts, review)),
    get(task('answer'), manage, showTask(parts, present.answerPage)),
    post(task('answer'), manage, 'data-request.answered', doTask(parts, answer)),
    get(task('closing'), manage, showTask(parts, present.closingPage)),
    post(task('closing'), manage, 'data-request.closed', handlers.close(parts)),
  ];
}

function letterRoutes(parts: RequestParts): Route[] {
  const sending = letters.send(parts);
  return [
    get(paths.dataRequestTask('letters'), manage, letters.listLetters(parts)),
    get(paths.newRequestLetter(), manage, letters.showNewLetter(parts)),
    post(paths.newRequestLetter(), manage, 'data-request.letter-written', letters.saveNewLetter(parts)),
    get(paths.requestLetter(), manage, letters.showLetter(parts), 'data-request.letter-read'),
    get(paths.requestLetterText(), manage, letters.showLetterText(parts)),
    post(paths.requestLetterText(), manage, 'data-request.letter-changed', letters.saveLetterText(parts)),
    post(paths.requestLetterSending(), manage, 'data-request.letter-sent', sending),
  ];
}
