import {
  answerRequest,
  askFor,
  assignRequest,
  checkIdentity,
  closeRequest,
  linkPerson,
  sendLetter,
  takeRequest,
  type TakenRequest,
  writeLetter,
} from '../../src/data-rights/index.ts';
import { by, dayAgo, type Desk, given, then } from './desk.ts';

/** Requests about personal data, one at each turn of the way: new, due soon, waiting, paused, overdue, closed. */
export async function seedRequests(desk: Desk): Promise<void> {
  await dueSoon(desk);
  await inHand(desk);
  await waitingForAuthority(desk);
  await paused(desk);
  await overdue(desk);
  await closed(desk);
}

const nobody = { email: null, phone: null, address: null };
const plain = { actsFor: null, answerBy: null, adjustments: null };

async function take(
  desk: Desk,
  days: number,
  request: Omit<TakenRequest, 'receivedOn'>,
): Promise<{ reference: string; userId: number }> {
  const { graham } = desk.staff;
  const command = { request: { ...request, receivedOn: dayAgo(days) }, userId: graham };
  const reference = await takeRequest(then(desk, days), command, by(graham, 'request-typed-in'));
  return { reference, userId: graham };
}

/** A letter that nobody has opened yet. */
async function dueSoon(desk: Desk): Promise<void> {
  await take(desk, 27, {
    ...{ channel: 'post', right: 'access', ...plain },
    message:
      'I was the manager of a supported housing scheme until last year and dealt with your help line. Please send me a copy of whatever you hold about me.',
    sender: { ...nobody, name: 'Colin Marsh', address: '14 Orchard Row\nBanbury\nOX16 0ZZ' },
    adjustments: 'Large print, please: 16 point or more.',
  });
}

/** A call by somebody with an account, whom a colleague has called back. */
async function inHand(desk: Desk): Promise<void> {
  const { amina, helen } = desk.staff;
  const on = await take(desk, 4, {
    ...{ channel: 'phone', right: 'correct', ...plain, answerBy: 'email' },
    message:
      'Her surname is to be spelt Ashworth-Lane from the first of the month, and the old telephone number taken out.',
    sender: { ...nobody, name: 'Helen Ashworth', email: 'helen.ashworth@oxfordshire.example' },
  });
  const actor = (what: string) => by(amina, what);
  given(await assignRequest(then(desk, 4), { ...on, assigneeId: amina }, actor('request-assigned')), 'done');
  given(
    await linkPerson(then(desk, 3), { ...on, subjectId: helen, limits: false }, actor('request-linked')),
    'done',
  );
  const check = {
    ...{ seen: ['called-back' as const], way: 'phone' as const, copies: 'none' as const },
    ...{ isConfirmed: true, confirmsEmail: true, note: null },
  };
  given(await checkIdentity(then(desk, 3), { ...on, check }, actor('request-identity-checked')), 'done');
}

async function waitingForAuthority(desk: Desk): Promise<void> {
  const { graham } = desk.staff;
  const on = await take(desk, 12, {
    ...{ channel: 'email', right: 'access', ...plain, actsFor: 'Arthur Lowry' },
    message: 'I look after my father’s affairs and should like to see what you hold on him.',
    sender: { ...nobody, name: 'Beth Lowry', email: 'beth.lowry@letters.example' },
  });
  const words = 'Please send us your father’s written permission, or a copy of the power of attorney.';
  const asking = { ...on, what: 'authority' as const, on: dayAgo(11), words };
  const { letter } = given(
    await askFor(then(desk, 11), asking, by(graham, 'request-authority-asked')),
    'asked',
  );
  await post(desk, { days: 11, on, letter });
}

async function paused(desk: Desk): Promise<void> {
  const { graham } = desk.staff;
  const on = await take(desk, 15, {
    ...{ channel: 'in-person', right: 'access', ...plain },
    message: 'Everything with my name in it, of all the years in which I sent you extracts.',
    sender: { ...nobody, name: 'Desmond Ferrier', phone: '01632 960 233', address: '3 Mill Lane\nLeeds' },
  });
  given(
    await assignRequest(then(desk, 15), { ...on, assigneeId: graham }, by(graham, 'request-assigned')),
    'done',
  );
  const words =
    'We hold mail of nine years in which you are named. Please tell us which years or matters you mean.';
  const asking = { ...on, what: 'clarification' as const, on: dayAgo(5), words };
  const actor = by(graham, 'request-clarification-asked');
  const { letter } = given(await askFor(then(desk, 5), asking, actor), 'asked');
  await post(desk, { days: 5, on, letter });
}

async function overdue(desk: Desk): Promise<void> {
  const { amina } = desk.staff;
  const on = await take(desk, 38, {
    ...{ channel: 'post', right: 'erase', ...plain, answerBy: 'post' },
    message: 'I have left the council. Take my name and my e-mails out of your records.',
    sender: { ...nobody, name: 'Imogen Castle', address: '7 Quay Street\nBristol' },
  });
  given(
    await assignRequest(then(desk, 37), { ...on, assigneeId: amina }, by(amina, 'request-assigned')),
    'done',
  );
}

/** Somebody on whom nothing was held, and who was told so. */
async function closed(desk: Desk): Promise<void> {
  const { graham } = desk.staff;
  const on = await take(desk, 62, {
    ...{ channel: 'email', right: 'confirm', ...plain },
    message: 'Do you hold anything about me at all?',
    sender: { ...nobody, name: 'Rupert Hale', email: 'rupert.hale@letters.example' },
  });
  const actor = (what: string) => by(graham, what);
  given(
    await linkPerson(then(desk, 55), { ...on, subjectId: null, limits: false }, actor('request-linked')),
    'done',
  );
  const text = {
    subject: 'We hold nothing on you',
    body: 'Dear Rupert Hale\n\nWe have looked, and hold no personal data on you beside your request itself.',
  };
  const command = { ...on, kind: 'nothing-held' as const, text };
  const { letter } = given(
    await writeLetter(then(desk, 55), command, actor('request-letter-written')),
    'written',
  );
  await post(desk, { days: 55, on, letter });
  const answer = { ...on, on: dayAgo(55), outcome: 'nothing-held' as const, note: null };
  given(await answerRequest(then(desk, 55), answer, actor('request-answered')), 'done');
  given(await closeRequest(then(desk, 54), on, actor('request-closed')), 'done');
}

/** A letter goes by post: the demonstration writes to nobody's mailbox. */
async function post(
  desk: Desk,
  { days, on, letter }: { days: number; on: { reference: string; userId: number }; letter: number },
): Promise<void> {
  const command = { ...on, number: letter, version: 1, way: 'post' as const };
  given(await sendLetter(then(desk, days), command, by(on.userId, 'request-letter-sent')), 'done');
}
