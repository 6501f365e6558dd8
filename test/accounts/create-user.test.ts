import { expect } from 'chai';
import {
  createUser,
  type CreateUserResult,
  type NewUserCommand,
  parseNewUser,
} from '../../src/accounts/index.ts';
import { systemClock } from '../../src/platform/clock.ts';
import { type Database, openDatabase } from '../../src/platform/database.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

describe('creating a user', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  before(async () => {
    testDatabase = await createTestDatabase();
    database = openDatabase(testDatabase.url, { poolSize: 2 });
  });
  after(async () => {
    await database.close();
    await testDatabase.drop();
  });

  const officer: NewUserCommand = {
    email: 'officer@ealing.example',
    name: 'An Officer',
    role: 'officer',
    authorityCode: '00AJ',
  };
  const create = (command: NewUserCommand, action = 'user.created'): Promise<CreateUserResult> =>
    createUser(database.knex, command, { clock: systemClock, actor: { userId: null, action } });
  const counts = async (): Promise<unknown[]> =>
    Promise.all(
      ['users', 'invitations', 'audit_events'].map((table) => database.knex(table).count().first()),
    );

  it('makes the account, its invitation and the audit row', async () => {
    const result = await create(officer);
    if (result.kind !== 'created') throw new Error(result.kind);
    expect(result.invitationPath).to.match(/^\/invitations\/[\w-]{43}$/);
    const user = await database.knex('users').where({ id: result.userId }).first<Record<string, unknown>>();
    expect(user).to.include({ email: officer.email, role: 'officer', password_hash: null });
    const event = await database
      .knex('audit_events')
      .where({ subject_type: 'user', subject_id: String(result.userId) })
      .first<Record<string, unknown>>();
    expect(event.action).to.equal('user.created');
    expect(event.details).to.deep.equal({ role: 'officer', authority: '00AJ' });
  });

  it('refuses what does not fit, and leaves nothing behind', async () => {
    const before = await counts();
    const cases: [Partial<NewUserCommand>, CreateUserResult['kind']][] = [
      [{ email: 'OFFICER@EALING.EXAMPLE' }, 'email-taken'],
      [{ email: 'new@example.org', authorityCode: '99XX' }, 'unknown-authority'],
      [{ email: 'new@example.org', authorityCode: null }, 'authority-needed'],
      [{ email: 'new@example.org', role: 'lead', authorityCode: null }, 'authority-needed'],
      [{ email: 'new@example.org', role: 'support' }, 'authority-not-allowed'],
    ];
    for (const [change, kind] of cases) expect((await create({ ...officer, ...change })).kind).to.equal(kind);
    expect(await counts()).to.deep.equal(before);
  });

  it('does all of it or nothing', async () => {
    const before = await counts();
    const failing = create({ ...officer, email: 'half@example.org' }, null as unknown as string);
    const failure: unknown = await failing.then(null, (error: unknown) => error);
    expect(failure).to.be.instanceOf(Error);
    expect(await counts()).to.deep.equal(before);
  });

  it('reads its command from words, and says what is wrong with them', () => {
    const given = { email: ' a@b.example ', name: ' A B ', role: 'admin', authorityCode: null };
    expect(parseNewUser(given)).to.deep.equal({
      kind: 'ok',
      command: { email: 'a@b.example', name: 'A B', role: 'admin', authorityCode: null },
    });
    const wrong = parseNewUser({ email: 'a b', name: ' ', role: 'king', authorityCode: '' });
    if (wrong.kind === 'ok') throw new Error('It was taken.');
    expect(wrong.faults.map(({ field }) => field)).to.deep.equal(['email', 'name', 'role', 'authorityCode']);
    expect(wrong.faults[2]!.message).to.equal('must be one of officer, lead, support, compliance, admin');
  });
});
