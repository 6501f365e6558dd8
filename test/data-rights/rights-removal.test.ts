import { expect } from 'chai';
import { approveRemoval } from '../../src/data-rights/removals/approve-removal.ts';
import type { RightsWorld } from './rights-world.ts';
import { startRights } from './rights-world.ts';
import { actor, dump, startRemovals, times, type RemovalWorld } from './removals/removal-world.ts';

describe('the removal of somebody who has used their rights', () => {
  let removals: RemovalWorld;
  let rights: RightsWorld;
  const marker = 'QX55markerZ7';
  before(async () => {
    removals = await startRemovals();
    rights = await startRights(removals.app);
  });
  after(() => removals.app.close());

  const use = async (name: string): Promise<number> => {
    const { user, browser } = await rights.person(name);
    const query = `?user=${user.id}`;
    await rights.send(`/occ/corrections/new${query}`, {
      ...{ field: 'name', after: `${name} Right`, evidence: `Said ${marker}`, correctedOn: '2026-01-05' },
      ...{ mistake: 'yes', mistakeNote: `Because ${marker}` },
    });
    const { id } = await rights.db('corrections').where({ user_id: user.id }).first<{ id: number }>('id');
    await rights.send(`/occ/corrections/${id}/recipients/new`, {
      recipient: `Who had the card of Zelda ${marker}`,
    });
    await rights.send('/account/disagreement', { field: 'name', statement: `Not ${marker}` }, browser);
    await rights.send(`/occ/objections/new${query}`, { purpose: 'audit', reasons: `For ${marker}` });
    const objection = await rights.db('objections').where({ user_id: user.id }).first<{ id: number }>('id');
    await rights.send(`/occ/objections/${objection.id}/decision`, {
      ...{ decision: 'overridden', decisionReasons: `Since ${marker}` },
    });
    return user.id;
  };
  const remove = async (userId: number) => {
    const id = await removals.ask({ subject: { userId, authorityId: null } });
    return { id, result: await removals.approve(id) };
  };

  it('is possible while they are restricted, and leaves nothing of what was recorded [P69, P74]', async () => {
    const userId = await use(`Zelda ${marker}`);
    await rights.restrict(userId, 'unlawful');
    await rights
      .db('restrictions')
      .where({ user_id: userId })
      .update({ note: `Note ${marker}` });
    expect(times(await dump(removals.app.testDatabase.url), marker)).to.be.above(9);
    const { id, result } = await remove(userId);
    expect(result).to.deep.equal({ kind: 'removed' });
    await removals.finish(id);
    expect(times(await dump(removals.app.testDatabase.url), marker)).to.equal(0);
    for (const table of [
      'corrections',
      'correction_recipients',
      'restriction_recipients',
      'disagreements',
      'restrictions',
      'objections',
    ])
      expect(await rights.db(table).where({ user_id: userId }).select('id'), table).to.deep.equal([]);
    expect((await removals.removal(id)).state).to.equal('certified');
    const told = await rights.db('removal_recipients').where({ removal_id: id }).pluck<string[]>('recipient');
    expect(told, 'whom to tell, without a name').to.deep.equal(['Who had the card of …']);
  });

  it('waits while a legal claim needs the data [P71, P73]', async () => {
    const { user } = await rights.person('Cleo Claims');
    const limit = await rights.restrict(user.id, 'legal-claims');
    const subject = { userId: user.id, authorityId: null };
    const refused = await removals.ask({ subject }).then(
      () => 'asked',
      (error: unknown) => String(error),
    );
    expect(refused).to.include('legal-hold');
    expect((await rights.desk.get(`/occ/restrictions/${limit}`)).text).to.include('is not removed');
    await rights.send(`/occ/restrictions/${limit}/telling`, { toldWay: 'email', toldOn: '2026-01-01' });
    await rights.send(`/occ/restrictions/${limit}/lifting`, { endReason: 'The claim is settled' });
    const id = await removals.ask({ subject });
    const command = { id, approvedBy: removals.approver.id, roles: ['compliance', 'admin'] };
    expect(await approveRemoval(removals.parts, command, actor)).to.deep.equal({ kind: 'removed' });
  });
});
