import { expect } from 'chai';
import { type ExportWorld, startExports } from './export-world.ts';
import { writeAbout, written, writtenOfRequest } from '../written-about.ts';

describe('what OCC wrote about somebody without naming them', function () {
  this.timeout(60_000);
  let world: ExportWorld;
  let reference: string;
  before(async () => {
    world = await startExports();
    const { db, app, staff } = world;
    const person = await app.createUser({ name: 'Zenobia Unnamed' });
    const other = await app.createUser({ name: 'Somebody Else' });
    const browser = await app.signIn(person.email);
    reference = await world.ask(browser);
    const { id: requestId } = await db('rights_requests').where({ reference }).first<{ id: number }>('id');
    await writeAbout({ db, personId: person.id, staffId: staff.approver.id, requestId });
    await db('enquiries').insert({
      ...{ kind: 'question', reference: 'E-ABABABA3', received_at: new Date(), user_id: other.id },
      ...{ name: 'Somebody Else', email: other.email, message: 'Hello' },
    });
    await db.raw(
      `insert into contact_notes (enquiry_id, written_by, written_at, way, note)
       select id, ?, now(), 'note', 'OTHERNOTE' from enquiries where reference = 'E-ABABABA3'`,
      [staff.approver.id],
    );
    await world.gather(reference);
  });
  after(() => world.app.close());

  for (const [place, words] of Object.entries({ ...written, ...writtenOfRequest }))
    it(`is collected for review: ${place} [P60, P61]`, async () => {
      const marker = /ABOUT\d/.exec(words)![0];
      expect(await world.recordWith(reference, marker)).to.match(/^items\/\d+$/);
    });

  it('is collected once, found by what it hangs on and not by a name', async () => {
    const { id } = await world.state(reference);
    const groups = await world.db('export_groups').where({ export_id: id, in_table: 'contact_notes' });
    expect(groups.map(({ kind }: { kind: string }) => kind)).to.deep.equal(['declared']);
    const [group] = groups as { number: number; title: string }[];
    const items = await world.db('export_items').where({ export_id: id, group_number: group!.number });
    expect(items).to.have.length(1);
    expect(group!.title).to.equal('Notes about what people sent: what was noted about it');
  });

  it('is not what was written about others, nor copies that were made before', async () => {
    const failure: unknown = await world.recordWith(reference, 'OTHERNOTE').catch((error: unknown) => error);
    expect(String(failure)).to.include('No record says OTHERNOTE');
    await world.gather(reference);
    const { id } = await world.state(reference);
    const tables = await world.db('export_groups').where({ export_id: id }).pluck<string[]>('in_table');
    expect(tables.filter((table) => table.startsWith('export_'))).to.deep.equal([]);
  });

  it('can be withheld on a ground, and is never left out as being about somebody else', async () => {
    const record = await world.recordWith(reference, 'ABOUT4');
    expect((await world.on(record, reference, { verdict: 'leave-out', note: 'x' })).status).to.equal(404);
    const answer = await world.on(`${record}/withholdings`, reference, {
      ...{ ground: 'legal-privilege', reason: 'Advice of our lawyers.', column: '', passage: '' },
    });
    expect(answer.status).to.equal(303);
  });
});
