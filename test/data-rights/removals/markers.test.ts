import { expect } from 'chai';
import { asOwner } from '../../support/database.ts';
import { personalData } from '../../../src/wiring.ts';
import type { Scope } from '../../../src/data-rights/removals/removal.ts';
import { catalogue, type CataloguedTable, isWorded } from './catalog.ts';
import {
  isSealed,
  markersByColumn,
  markersIn,
  markersInFiles,
  markersOnDisk,
  wholeDump,
} from './find-markers.ts';
import { plantEverything } from './markers-world.ts';
import { untouched } from './plant-rows.ts';
import { markers } from './plant-values.ts';
import { type RemovalWorld, startRemovals } from './removal-world.ts';

/** Columns of words into which no marker goes by any way, each with the reason. */
const neverWords: Readonly<Record<string, string>> = {
  'sessions.sid': 'a hash; that the row goes is looked at by itself',
  'sessions.sess': 'sealed by the sessions’ own key; that the row goes is looked at by itself',
  'uploads.kind': 'a kind of file',
  'uploads.series': 'a kind of file',
  'originals.key_id': 'the name of a key',
  'originals.iv': 'random',
  'originals.tag': 'a seal',
  'finding_groups.file': 'a table of the specification',
  'finding_groups.field': 'a field of the specification',
  'finding_groups.code': 'a rule',
  'findings.severity': 'error, irregular value or notice',
  'outcome_forms.needs': 'positions in a list',
  'outcome_forms.outcomes': 'positions in a list',
  'outcome_forms.reasons': 'positions in a list',
  'outcome_results.kind': 'a kind of workbook',
  'delays.key': 'a keyed hash of an address, gone within a day',
  'suppressions.address_hash': 'a keyed hash of an address, which keeps mailings from it (C15)',
  'removals.plan': 'names of tables, and counts',
  'removals.traces': 'sealed, and gone with the certificate',
  'removals.certificate': 'signed, and looked at by itself',
  'removals.signature': 'bytes of a signature',
  'removals.case_reference': 'the number of a case',
  'legal_holds.case_reference': 'the number of a case',
};

/** What stays without being declared as personal: it is about nobody, or the authority's. */
const staysUndeclared: Readonly<Record<string, string>> = {
  'complaints.reference': 'the number of a case',
  'complaints.sent_hash': 'a keyed hash that tells one sending from another',
  'rights_requests.reference': 'the number of a case',
  'rights_requests.sent_hash': 'a keyed hash that tells one sending from another',
  'request_events.choice': 'one of the answers that a form offers',
  'mailings.subject': 'what OCC wrote to many',
  'mailings.body': 'what OCC wrote to many',
  'bank_holidays.name': 'the name of a day',
  'breaches.reference': 'the number of a case',
  'disclosures.reference': 'the number of a case',
  'disclosures.agreement': 'the agreement by which it was disclosed',
  'removals.ground': 'a word of the law',
  'removals.refusal': 'a word of the law',
  'removals.roles': 'roles, never names',
  'removals.plan_hash': 'a hash of counts',
  'access_exports.package_sha256': 'of copies of others’ data that they worked on: a hash',
  'audit_verifications.sentence': 'whether the trail is whole',
};

/**
 * Tables of services and files are not rewritten, but given free: what is left in them is overwritten in time. Findings,
 * which quote cells, are rewritten.
 */
const notRewritten =
  /^(services|service_measures|original_chunks|originals|quality_scores|performance_items|outcome_forms|extracts|uploads|live_quality_scores|finding_services|outcome_results|re_extraction_items)\./;

const words: Readonly<Record<Scope, string>> = {
  person: 'the person',
  'person-and-uploads': 'the person and their uploads',
  authority: 'the whole authority',
};

const declaredToStay = new Map(
  personalData
    .filter(({ onRemoval }) => typeof onRemoval === 'object')
    .map((declared) => [`${declared.table}.${declared.column}`, declared]),
);

describe('a marker in every column and file of somebody', function () {
  this.timeout(120_000);
  let world: RemovalWorld;
  beforeEach(async () => {
    world = await startRemovals({ jobs: true });
  });
  afterEach(() => world.app.close());

  const asIs = (): Promise<Map<string, string[]>> =>
    asOwner(world.app.testDatabase.url, (db) => markersByColumn(db));

  for (const scope of ['person', 'person-and-uploads', 'authority'] as const)
    it(`is nowhere after the removal of ${words[scope]}, but where it is declared to stay, and why [P69, P70, P133]`, async () => {
      const { app, db } = world;
      const next = markers();
      const lead = await app.createUser({ role: 'lead' });
      const person = await plantEverything(world, next);
      const before = await asIs();
      const tables = await asOwner(app.testDatabase.url, catalogue);
      expect(unplanted(tables, before), 'columns without a marker').to.deep.equal([]);

      // The searches below find what is there: otherwise that they find nothing would say nothing.
      expect(await markersInFiles(app.dataDir), 'in files, before').to.deep.equal(person.inFiles);
      const inTables = [...new Set([...before].flatMap(([place, found]) => (isSealed(place) ? [] : found)))];
      const dumped = new Set(markersIn(await wholeDump(app.testDatabase.url)));
      expect(inTables.length).to.be.above(100);
      expect(
        inTables.filter((marker) => !dumped.has(marker)),
        'not in a dump, before',
      ).to.deep.equal([]);
      expect(await markersOnDisk(app.testDatabase.url), 'on the disk, before').to.include.members(
        before.get('users.name')!,
      );
      expect(app.log(), 'the log, before').to.include('/uploads');
      expect(markersIn(`${app.log()}${next()}`)).to.have.length(1);

      const confirmation = { by: lead.id, on: '2026-01-01', way: 'post' as const };
      const subject =
        scope === 'authority'
          ? { userId: null, authorityId: person.authorityId }
          : { userId: person.id, authorityId: null };
      const id = await world.ask({ scope, subject, confirmation: scope === 'person' ? null : confirmation });
      expect(await world.approve(id)).to.deep.equal({ kind: 'removed' });
      await world.finish(id);

      const after = await asIs();
      const ofAuthority = scope === 'person' ? ofUploads(tables) : new Set<string>();
      if (scope !== 'authority') ofAuthority.add('peer_groups');
      const mayStay = (place: string): boolean =>
        declaredToStay.has(place) || place in staysUndeclared || ofAuthority.has(place.split('.')[0]!);
      expect(
        [...after.keys()].filter((place) => !mayStay(place)),
        'places where a marker is left',
      ).to.deep.equal([]);
      for (const place of Object.keys(staysUndeclared)) expect([...after.keys()], place).to.include(place);

      const { plan, state, certificate } = await world.removal(id);
      expect(state).to.equal('certified');
      expect(markersIn(certificate!)).to.deep.equal([]);
      for (const place of after.keys()) {
        const declared = declaredToStay.get(place);
        if (!declared || ofAuthority.has(declared.table)) continue;
        // In what nobody can be picked out, the plan can count nobody's rows; the declaration says why.
        if (declared.untraceable) continue;
        const line = plan.lines.find(
          ({ table, what, columns }) =>
            what === 'keep' && table === declared.table && columns.includes(declared.column),
        );
        expect(line?.why, `${place}: why it stays`).to.be.a('string').and.not.equal('');
        expect(line?.until, `${place}: until when`).to.be.a('string').and.not.equal('');
      }

      const left = new Set([...after.values()].flat());
      const gone = [...before].flatMap(([place, found]) =>
        found.filter((marker) => !left.has(marker)).map((marker) => ({ place, marker })),
      );
      expect(gone.length).to.be.above(30);
      const isGone = new Set(gone.map(({ marker }) => marker));
      const inDump = markersIn(await wholeDump(app.testDatabase.url));
      expect(inDump.length).to.be.above(0);
      expect(
        inDump.filter((marker) => isGone.has(marker)),
        'in a dump',
      ).to.deep.equal([]);
      expect(await markersInFiles(app.dataDir), 'in files').to.deep.equal([]);
      expect(markersIn(app.log()), 'in the log').to.deep.equal([]);
      expect(await db('sessions').where({ user_id: person.id })).to.deep.equal([]);
      const onDisk = new Set(await markersOnDisk(app.testDatabase.url));
      // A finding quotes the number of a service, which the table of services has as well.
      const inServices = new Set(
        gone.filter(({ place }) => notRewritten.test(place)).map(({ marker }) => marker),
      );
      const mayLieOn = (place: string, marker: string): boolean =>
        notRewritten.test(place) || (place.startsWith('finding') && inServices.has(marker));
      const quoted = gone.filter(
        ({ place, marker }) => /^findings?_?/.test(place) && !mayLieOn(place, marker),
      );
      if (scope !== 'person') expect(quoted, 'cells that only findings quote').to.not.deep.equal([]);
      expect(
        gone.filter(({ place, marker }) => onDisk.has(marker) && !mayLieOn(place, marker)),
        'on the disk',
      ).to.deep.equal([]);
    });
});

/** Columns that could hold words, have nothing to say against it, and have no marker. */
function unplanted(tables: readonly CataloguedTable[], found: ReadonlyMap<string, unknown>): string[] {
  const places = tables
    .filter(({ name }) => !untouched.has(name) || name === 'users' || name === 'sessions')
    .flatMap(({ name, columns }) =>
      columns
        .filter((column) => isWorded(column) && !column.words && !column.refersTo)
        .map((column) => `${name}.${column.name}`),
    );
  return places.filter((place) => !found.has(place) && !(place in neverWords));
}

/** Tables whose rows hang on an upload, or are worked out from what does. */
function ofUploads(tables: readonly CataloguedTable[]): Set<string> {
  const found = new Set(['uploads', 'outcome_results', 're_extractions']);
  for (const { name, columns } of tables)
    if (columns.some(({ refersTo }) => refersTo && found.has(refersTo.table))) found.add(name);
  return found;
}
