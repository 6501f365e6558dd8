import type { TestUser } from '../support/app.ts';
import { referenceIn } from '../data-rights/forms-world.ts';
import type { Desk } from './desk.ts';

/** A person who has asked for a copy of their data, and a second of OCC's people. */
export interface Prepared {
  reference: string;
  person: TestUser;
  admin: TestUser;
  /** Judges every record and name that is left, as its pages would. */
  giveAll: () => Promise<void>;
  isPacked: () => Promise<boolean>;
}

export async function adminAndRequest({ app }: Desk): Promise<Prepared> {
  const db = app.database.knex;
  const admin = await app.createUser({ role: 'admin', name: 'Ada Min' });
  const person = await app.createUser({ name: 'Pat Person', authorityCode: '00AJ' });
  const own = await app.signIn(person.email);
  await own.submit('/account/details', {
    ...{ name: 'Pat Person', telephone: '01632 960123', postalAddress: 'Town Hall' },
  });
  const reader = await app.createUser({ authorityCode: '00DA' });
  await db('directory_views').insert({ seen_id: person.id, viewer_id: reader.id, viewed_at: new Date() });
  const reference = referenceIn(
    await own.submit('/data-requests/new', {
      ...{ name: 'Pat Person', email: person.email, right: 'access', forWhom: 'myself' },
      message: 'All of it, please',
    }),
  );
  const ofRequest = db('rights_requests').where({ reference }).select('id');
  return {
    ...{ reference, person, admin },
    async giveAll() {
      const [officer] = await db('users').where({ name: 'Dee Pio' }).pluck<number[]>('id');
      await db('export_proposals')
        .where({ state: 'open' })
        .update({ state: 'declined', decided_by: officer });
      await db('export_items').update({
        ...{ verdict: 'give', reviewed_by: officer, reviewed_at: app.clock.now() },
      });
    },
    isPacked: async () => {
      const row = await db('access_exports')
        .whereIn('rights_request_id', ofRequest)
        .first<{ package_sha256: Buffer | null } | undefined>('package_sha256');
      return Boolean(row?.package_sha256);
    },
  };
}
