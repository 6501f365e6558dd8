import { expect } from 'chai';
import { declaredGroups } from '../../../src/platform/held-data.ts';
import { personalData } from '../../../src/wiring.ts';
import { testPassword, testSecrets } from '../../support/app.ts';
import { query } from '../../support/database.ts';
import { approveRemoval } from '../../../src/data-rights/removals/approve-removal.ts';
import { type Replayed, replayRemovals } from '../../../src/data-rights/removals/replay-removals.ts';
import { removalsLedger } from '../../../src/platform/removals-ledger.ts';
import type { Answer, HttpClient } from '../../support/http-client.ts';
import { extractOf, sendFile } from '../../uploads/officer.ts';
import { actor, type RemovalWorld, startRemovals } from './removal-world.ts';

/** Numbers that stay: of the removal itself, and in the audit trail. */
const stays = new Set(['removals.user_id', 'audit_events.actor_id']);

describe('what somebody does while they are being removed', () => {
  let world: RemovalWorld;
  before(async () => {
    world = await startRemovals();
  });
  after(() => world.app.close());

  /** Removes a person, with something of theirs sent while the removal has done everything but commit. */
  const during = async (
    send: (own: HttpClient) => Promise<Answer>,
  ): Promise<{ id: number; answer: Answer }> => {
    const person = await world.app.createUser();
    const own = await world.app.signIn(person.email);
    await own.csrfToken();
    const id = await world.ask({ subject: { userId: person.id, authorityId: null } });
    let answer: Promise<Answer> | undefined;
    const ledger = {
      ...world.parts.ledger,
      prepare: async (...given: Parameters<typeof world.parts.ledger.prepare>) => {
        await world.parts.ledger.prepare(...given);
        answer = send(own);
        // Long enough for the request to come as far as the locked account.
        await new Promise((resolve) => setTimeout(resolve, 500));
      },
    };
    const command = { id, approvedBy: world.approver.id, roles: ['compliance', 'admin'] };
    expect(await approveRemoval({ ...world.parts, ledger }, command, actor)).to.deep.equal({
      kind: 'removed',
    });
    return { id: person.id, answer: await answer! };
  };

  const sent: Record<string, (own: HttpClient) => Promise<Answer>> = {
    'their details': (own) =>
      own.submit('/account/details', { name: 'Zelda Late', telephone: '020 8825 5000' }),
    'another address': (own) =>
      own.submit('/account/email', { email: 'late@ealing.example', password: testPassword }),
    'a file': (own) => sendFile(own, extractOf(1)),
    'a comparison group': (own) => own.submit('/reports/groups/new', { name: 'Late', authorities: '38' }),
    'an enquiry': (own) =>
      own.submit('/contact/new', {
        kind: 'question',
        name: 'Zelda',
        email: 'late@ealing.example',
        message: 'Late',
      }),
  };

  for (const [what, send] of Object.entries(sent))
    it(`comes to nothing, as with ${what}, and brings nothing back [P69]`, async () => {
      const { id, answer } = await during(send);
      expect(answer.status, answer.text).to.be.oneOf([303, 422, 500]);
      const groups = await declaredGroups(world.db, personalData);
      for (const { table, whose } of groups) {
        if (whose === null || table === 'users' || stays.has(`${table}.${whose}`)) continue;
        expect(await world.db(table).where({ [whose]: id }), `${table}.${whose}`).to.deep.equal([]);
      }
      const { email, name } = await world.db('users').where({ id }).first<Record<string, unknown>>();
      expect([email, name]).to.deep.equal([null, null]);
      expect(await world.app.database.knex('outbox').where({ user_id: id })).to.deep.equal([]);
    });

  it('does not lose the register its line when another process starts at that moment', async () => {
    const person = await world.app.createUser();
    const id = await world.ask({ subject: { userId: person.id, authorityId: null } });
    let replayed: Promise<Replayed> | undefined;
    const ledger = {
      ...world.parts.ledger,
      prepare: async (...given: Parameters<typeof world.parts.ledger.prepare>) => {
        await world.parts.ledger.prepare(...given);
        const another = removalsLedger(world.app.dataDir, testSecrets);
        replayed = replayRemovals({ ...world.parts, ledger: another });
        await new Promise((resolve) => setTimeout(resolve, 500));
      },
    };
    const command = { id, approvedBy: world.approver.id, roles: [] };
    expect(await approveRemoval({ ...world.parts, ledger }, command, actor)).to.deep.equal({
      kind: 'removed',
    });
    expect(await replayed).to.deep.equal({ people: 0, uploads: 0, authorities: 0 });
    const entries = await removalsLedger(world.app.dataDir, testSecrets).entries();
    expect(entries.filter(({ removal }) => removal === id).map((entry) => entry.id)).to.deep.equal([
      person.id,
    ]);
    expect(await world.parts.ledger.prepared()).to.deep.equal([]);
  });

  it('is refused by every table that names people, those made tomorrow included', async () => {
    const rows = await query(
      world.app.testDatabase.url,
      `select conrelid::regclass::text as name from pg_constraint where contype = 'f' and confrelid = 'users'::regclass
         and not exists (select from pg_trigger where tgrelid = conrelid and tgname = 'refuse_removed')
       group by 1 order by 1`,
    );
    expect(rows.map(({ name }) => name)).to.deep.equal(['audit_events', 'findings']);
  });
});
