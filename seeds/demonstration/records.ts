import {
  recordBreachStep,
  recordComplaint,
  recordComplaintStep,
  recordDisclosure,
  reportBreach,
  saveEntry,
} from '../../src/data-rights/index.ts';
import { formatDateTime } from '../../src/web/formatters.ts';
import { by, dayAgo, daysAgo, type Desk, given, hoursAgo, then } from './desk.ts';

/** Two complaints, two breaches, a refused disclosure and some entries of registers. */
export async function seedRecords(desk: Desk): Promise<void> {
  await complaintByPhone(desk);
  await complaintInHand(desk);
  await breachInHand(desk);
  await breachOfTheSummer(desk);
  await refusedDisclosure(desk);
  await registerEntries(desk);
}

/** Which nobody has acknowledged, four days before that is due. */
async function complaintByPhone(desk: Desk): Promise<void> {
  const { amina } = desk.staff;
  const values = {
    ...{ channel: 'phone', receivedOn: dayAgo(26), name: 'Gillian Frost', phone: '01632 960 415' },
    ...{ email: null, address: null },
    message: 'She gave up her directory entry in the spring and was rung by another council all the same.',
    wanted: 'To know who gave her number out, and that it stops.',
  };
  const actor = by(amina, 'complaint-typed-in');
  given(await recordComplaint(then(desk, 25), { values, userId: amina }, actor), 'recorded');
}

async function complaintInHand(desk: Desk): Promise<void> {
  const { graham, amina } = desk.staff;
  const values = {
    ...{ channel: 'post', receivedOn: dayAgo(11), name: 'Owen Pratt', address: '22 Station Road\nSwindon' },
    ...{ email: null, phone: null, wanted: null },
    message: 'You took five weeks to answer me, and the law gives you a month.',
  };
  const taken = await recordComplaint(
    then(desk, 11),
    { values, userId: graham },
    by(graham, 'complaint-typed-in'),
  );
  const { reference } = given(taken, 'recorded');
  const step = { reference, userId: graham };
  const assigned = { ...step, step: 'assigned' as const, values: { investigator: String(amina) } };
  given(await recordComplaintStep(then(desk, 10), assigned, by(graham, 'complaint-step-taken')), 'recorded');
  const letter = `Dear Owen Pratt\n\nThank you for your complaint. Its reference is ${reference}. We are looking into it.`;
  const acknowledged = { ...step, step: 'acknowledged' as const, values: { letter, way: 'post' } };
  given(
    await recordComplaintStep(then(desk, 10), acknowledged, by(graham, 'complaint-step-taken')),
    'recorded',
  );
}

const noSize = { people: null, peopleCount: null, records: null, recordCount: null };

/** Known for fifty hours: the risk is decided, and the Commissioner not told yet. */
async function breachInHand(desk: Desk): Promise<void> {
  const { sofia, graham } = desk.staff;
  const facts = {
    awareAt: hoursAgo(50).toISOString(),
    what: 'A mailing list of a survey was sent to all its readers with every address in plain sight.',
    kinds: ['confidentiality'],
    ...{ people: 'Officers of several authorities', peopleCount: 46 },
    ...{ records: 'Work e-mail addresses', recordCount: 46, submitted: 'no' },
    consequences: 'Unwanted mail; nothing that is not on most councils’ sites.',
    measures: 'The sending was stopped, and every reader asked to delete the letter.',
  };
  const parts = { ...then(desk, 0), clock: () => hoursAgo(49) };
  const report = { facts, userId: sofia, deadlineWords: formatDateTime };
  const reference = await reportBreach(parts, report, by(sofia, 'breach-reported'));
  const risk = {
    risk: 'likely',
    reasons: 'Some of them have given up their directory entry, so they do not want to be known.',
  };
  const decided = { reference, kind: 'risk' as const, facts: risk, userId: graham };
  const actor = by(graham, 'breach-step-taken');
  given(await recordBreachStep({ ...parts, clock: () => hoursAgo(30) }, decided, actor), 'recorded');
}

async function breachOfTheSummer(desk: Desk): Promise<void> {
  const { sofia, graham } = desk.staff;
  const facts = {
    ...{ awareAt: daysAgo(90).toISOString(), kinds: ['availability'], ...noSize, submitted: 'no' },
    what: 'A telephone of ours with the mail program on it was left in a train, and handed in the next day.',
    ...{
      consequences: null,
      measures: 'It was locked and encrypted; its sessions were ended within the hour.',
    },
  };
  const report = { facts, userId: sofia, deadlineWords: formatDateTime };
  const reference = await reportBreach(then(desk, 90), report, by(sofia, 'breach-reported'));
  const actor = by(graham, 'breach-step-taken');
  const take = async (days: number, kind: 'risk' | 'closed', said: Record<string, string>): Promise<void> => {
    const step = { reference, kind, facts: said, userId: graham };
    given(await recordBreachStep(then(desk, days), step, actor), 'recorded');
  };
  await take(89, 'risk', { risk: 'unlikely', reasons: 'Nobody could have opened it, and nobody tried to.' });
  await take(85, 'closed', { lessons: 'Telephones lock after one minute now, no longer after five.' });
}

async function refusedDisclosure(desk: Desk): Promise<void> {
  const { graham } = desk.staff;
  const values = {
    ...{ account: 'helen.ashworth@oxfordshire.example', aboutWhom: null, decision: 'refused' },
    ...{ dataKinds: ['contact-details'], recipient: 'A recruitment agency', ground: 'none' },
    purpose: 'Asked on the phone for her direct number, to offer her a post.',
    ...{ consent: 'not-sought', consentReasons: 'There was no ground to ask her for.' },
    ...{ riskReasons: null, agreement: null, decidedAt: daysAgo(20).toISOString() },
    ...{ telling: 'told', toldOn: dayAgo(20), tellingReasons: null, reviewOn: null },
  };
  const actor = by(graham, 'disclosure-recorded');
  given(await recordDisclosure(then(desk, 20), { values, userId: graham }, actor), 'recorded');
}

/** An agreement to be looked at again, and whose training stands how; nobody enters their own. */
async function registerEntries(desk: Desk): Promise<void> {
  const { amina, graham } = desk.staff;
  const save = async (
    userId: number,
    kind: 'agreements' | 'training',
    values: Record<string, string | null>,
  ): Promise<void> => {
    const actor = by(userId, 'register-entry-added');
    given(await saveEntry(then(desk, 30), { kind, id: null, values, userId }, actor), 'saved');
  };
  await save(graham, 'agreements', {
    ...{ party: 'Northgate Hosting', role: 'processor', signedOn: dayAgo(720), endsOn: dayAgo(-375) },
    covers: 'The machines on which SP-Bench runs, and their backups.',
    checks: 'Certificates seen; access of their people logged; copies are erased at the end.',
    ...{ place: 'Contracts, binder 4', reviewOn: dayAgo(6) },
  });
  const training = { what: 'data-protection', how: 'Course of half a day' };
  for (const [enters, account, done] of [
    [amina, 'graham.whitlock@occ.example', 120],
    [graham, 'amina.yusuf@occ.example', 60],
    [graham, 'sofia.marchetti@occ.example', 380],
  ] as const)
    await save(enters, 'training', {
      ...training,
      account,
      doneOn: dayAgo(done),
      reviewOn: dayAgo(done - 365),
    });
}
