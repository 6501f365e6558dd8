import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';

const root = path.resolve(import.meta.dirname, '../../src');

/**
 * Files that read people's rows themselves, each with why a limit on the use of somebody's data does not stand in its way.
 * Whatever uses people's data for anything else reads usable_people or shown_name, which know whose data may be used.
 */
const past: Readonly<Record<string, string>> = {
  'accounts/store.ts': 'lets people in, with what is left to them while they are restricted',
  'accounts/your-account/store.ts': 'shows people their own details',
  'accounts/your-account/store-email-changes.ts': 'changes one’s own address',
  'accounts/passwords/store.ts': 'the link that a person has just asked for',
  'accounts/consents/store.ts': 'writes down what a person says',
  'accounts/consents/store-audience.ts':
    'holds rows while a mailing is written; whom it reaches is read from usable_people',
  'accounts/colleagues/store.ts':
    'who asked for an account: names through shown_name, mail through the gate of the outbox',
  'accounts/colleagues/store-accounts.ts':
    'looks accounts up; what lead officers see of a restricted one is that it is there',
  'accounts/known-by.ts': 'the back office finds a person by what they are or were known by',
  'accounts/retention.ts': 'lists accounts that nobody uses, by number, to be put forward for removal',
  'accounts/directory/store.ts': 'of whoever looked at an entry, the authority',
  'occ/bulk-views/store.ts': 'tells administrators of a worry about security',
  'occ/authorities/store.ts': 'counts accounts',
  'occ/users/store.ts': 'the back office finds a person, with the mark that they are restricted',
  'occ/users/store-record.ts': 'the record of a person that was opened with a reason',
  'data-rights/removals/store-plan.ts': 'removal stays possible',
  'data-rights/removals/store-people.ts': 'removal stays possible',
  'data-rights/requests/store.ts': 'who worked on a case',
  'data-rights/requests/store-letters.ts': 'who wrote a letter',
  'data-rights/requests/store-people.ts': 'links a case to a person, and finds who works on it',
  'data-rights/store.ts': 'who answered',
  'data-rights/breaches/store.ts': 'who looks after a breach, and who recorded what',
  'data-rights/complaints/store.ts': 'who looks into a complaint, and who recorded what',
  'data-rights/disclosures/store.ts': 'whose disclosure it is, and who recorded it',
  'data-rights/registers/store.ts': 'whose training it is, and who entered it',
  'data-rights/registers/store-training.ts': 'reminds our own people of their training',
  'data-rights/holds/store.ts': 'whose data is held, and who placed the hold or ended it',
  'data-rights/retention/store.ts': 'who had the schedule carried out',
  'data-rights/corrections/store.ts': 'whose detail was corrected',
  'data-rights/recipients/store-known.ts':
    'which authorities had seen an entry, and names to take out of what is kept of a removal',
  'data-rights/restrictions/store.ts': 'whose use is limited, and who limited it',
  'data-rights/objections/store.ts': 'who objects, and who decides',
  'data-rights/exports/store.ts': 'whether somebody can fetch the copy of their own data',
  'data-rights/exports/store-names.ts': 'names that may stand in what somebody else gets, to keep them back',
  'data-rights/exports/store-withholdings.ts': 'who noted a search',
  'data-rights/exports/store-delivery.ts': 'who fetched a package',
  'platform/backup/read-backup.ts': 'asks whether there is anybody at all',
};

const PEOPLE = [
  /\b(?:from|join|update|into)\s+"?(?:users|contact_details)\b(?!['"`]?::)/i,
  /(?:\bdb|\btrx|[jJ]oin|\bfrom)(?:<[^>]*>)?\(\s*(?:\{[^}]*)?['"`](?:users|contact_details)\b/,
];

/** Lists of tables, in which nothing is read. */
const declarations = /(?:personal-data|specification\/activities|presenters[a-z-]*)\.ts$/;

async function filesThatRead(): Promise<string[]> {
  const names = (await readdir(root, { recursive: true })).filter((name) => name.endsWith('.ts'));
  const found: string[] = [];
  for (const name of names) {
    if (declarations.test(name)) continue;
    const code = (await readFile(path.join(root, name), 'utf8')).replace(/^\s*(?:\*|\/\/|\/\*\*).*$/gm, '');
    if (PEOPLE.some((pattern) => pattern.test(code))) found.push(name.replaceAll('\\', '/'));
  }
  return found.sort();
}

describe('people’s data', () => {
  it('is read past the one place that knows whose may be used by nobody who has no reason to [P74]', async () => {
    const strange = (await filesThatRead()).filter((name) => !(name in past));
    expect(strange, 'read usable_people(purpose) or shown_name(id, purpose) instead').to.deep.equal([]);
  });

  it('is read by every file that gives a reason: none is left on the list that has stopped', async () => {
    const files = await filesThatRead();
    expect(Object.keys(past).filter((name) => !files.includes(name))).to.deep.equal([]);
  });

  it('for the directory, mailings, uploads and saved groups comes from there [P74]', async () => {
    for (const [name, wanted] of [
      ['accounts/directory/store.ts', /usable_people\(\?\) as users', \['directory'\]/],
      ['accounts/consents/store-audience.ts', /usable_people\(\?\) as users', \[purpose\]/],
      ['uploads/store.ts', /shown_name\(uploads\.uploaded_by, 'work'\)/],
      ['reports/comparison-groups/store-peer-groups.ts', /shown_name\(peer_groups\.created_by, 'work'\)/],
      ['platform/mail/store.ts', /usable_people\('mail'\)/],
    ] as const)
      expect(await readFile(path.join(root, name), 'utf8'), name).to.match(wanted);
  });
});
