import { expect } from 'chai';
import { permissionsOf, type Role, roles } from '../../src/accounts/index.ts';
import { permissions, permissionTable } from '../../src/accounts/permissions.ts';
import type { Route } from '../../src/web/routes.ts';
import type { Answer, HttpClient } from '../support/http-client.ts';
import { startWholeApp, type WholeApp } from '../support/whole-app.ts';

/** Somebody who asks: nobody in particular, or a person of a role. */
interface Asker {
  name: string;
  role: Role | null;
  browser: HttpClient;
}

/** Pages that are there for their readers only once something else was said: an address, a code, a query. */
const conditional = new Set([
  'GET /sign-in/code',
  'GET /sign-in/recovery-code',
  'GET /sign-in/check',
  'GET /sign-in/not-saved',
  'GET /account/security/second-factor/qr.svg',
  'GET /contact/received',
]);

/** Addresses that give a file. */
const download = /\.(csv|json|zip|pdf|xlsx|svg)$|\/(file|original)$/;

/** Rooms in which every page and form weighs much, and words for what does so elsewhere (D13). */
const weightyRoom = /^\/occ\/(requests\/:reference\/export|removals)(\/|$)/;
const weightyAudit =
  /^(access-export|removal|correction)\.|role-|user\.created|factor-(off|turned-off)|codes-made|releas|deliver|approv|download|taken-as|package/;

/** Rooms whose files are about nobody: figures of services and authorities, and what is asked of an extract. */
const roomsAboutNobody = /^\/(reports|documentation)[./]/;

function weighsMuch({ path, audit }: Route): boolean {
  const isFile = download.test(path) && !roomsAboutNobody.test(path);
  return weightyRoom.test(path) || isFile || (audit !== null && weightyAudit.test(audit));
}

const reading = 'shows where it stands, how many and who works on it, and nothing of what is held';
const onRecord =
  'done on a page that asked; asking again would lose what was typed, and nothing leaves before approval and delivery, which ask';
const onCorrection = 'records who was told of a correction; no detail changes by it';
const onRemoval = 'records who was told of a removal; nothing of anybody is shown, changed or removed by it';
const ownFile = 'what the authority sent itself; it holds no people: the check refuses such a file';

/** Why each of these does not ask once more, though it is one of a family that does. */
const needNoStepUp: Readonly<Record<string, string>> = {
  'GET /occ/requests/:reference/export': reading,
  'POST /occ/requests/:reference/export/groups/:number': onRecord,
  'POST /occ/requests/:reference/export/items/:number/verdict': onRecord,
  'POST /occ/requests/:reference/export/items/:number/withholdings': onRecord,
  'POST /occ/requests/:reference/export/items/:number/withholdings/removal': onRecord,
  'POST /occ/requests/:reference/export/items/:number/proposals': onRecord,
  'POST /occ/requests/:reference/export/items/:number/removal': onRecord,
  'POST /occ/requests/:reference/export/searches': onRecord,
  'POST /occ/requests/:reference/export/searches/removal': onRecord,
  'POST /occ/requests/:reference/export/letter': onRecord,
  'POST /occ/requests/:reference/export/attachments': onRecord,
  'POST /email-corrections/:token': 'without an account: whoever reads the old address',
  'POST /packages/:token':
    'without an account: it asks for the link and for the code that was told apart from it',
  'GET /occ/removals': reading,
  'GET /occ/removals/:id': reading,
  'GET /occ/removals/:id/certificate': 'says what was removed and names nobody',
  'GET /occ/removals/:id/certificate.json': 'says what was removed and names nobody',
  'POST /occ/corrections/:id/recipients/new': onCorrection,
  'POST /occ/corrections/:id/recipients/:recipient': onCorrection,
  'GET /occ/removals/:id/recipients/new': onRemoval,
  'POST /occ/removals/:id/recipients/new': onRemoval,
  'GET /occ/removals/:id/recipients/:recipient': onRemoval,
  'POST /occ/removals/:id/recipients/:recipient': onRemoval,
  'GET /occ/corrections/:id':
    'the details were opened before; what it says is on record each time it is read',
  'GET /account/security/second-factor/qr.svg':
    'a secret that is not in force yet, for whoever just asked for it',
  'GET /uploads/:id/findings.csv': ownFile,
  'GET /uploads/:id/annotated.zip': ownFile,
  'GET /uploads/:id/original': ownFile,
};

/** What is left of an account that was removed. */
const nobody = Object.fromEntries(
  ['email', 'name', 'role', 'password_hash', 'warned_at', 'last_signed_in_at', 'details_confirmed_at'].map(
    (column) => [column, null],
  ),
);

describe('who may use what', function () {
  this.timeout(240_000);
  let app: WholeApp;
  let askers: Asker[];
  const gone: Asker[] = [];
  before(async () => {
    app = await startWholeApp({ jobs: false });
    const seats: [string, Role, string | null][] = [
      ['officer', 'officer', '00AJ'],
      ['officer elsewhere', 'officer', '38'],
      ['lead officer', 'lead', '00AJ'],
      ['support', 'support', null],
      ['compliance officer', 'compliance', null],
      ['administrator', 'admin', null],
    ];
    askers = [{ name: 'nobody', role: null, browser: app.browser() }];
    for (const [name, role, authorityCode] of seats)
      askers.push({ name, role, browser: await app.signInAs({ role, authorityCode }) });
    for (const [name, change] of [
      ['administrator whose account was closed', { closed_at: new Date() }],
      ['administrator who was removed', { ...nobody, closed_at: new Date(), removed_at: new Date() }],
    ] as const) {
      const { id, email } = await app.createUser({ role: 'admin', authorityCode: null });
      // The session stays in the table and in the browser: it must not be enough.
      gone.push({ name, role: null, browser: await app.signIn(email) });
      await app.database.knex('users').where({ id }).update(change);
    }
  });
  after(() => app.close());

  const nameOf = ({ method, path }: Route): string => `${method.toUpperCase()} ${path}`;
  const isOcc = ({ path }: Route): boolean => path === '/occ' || path.startsWith('/occ/');
  const mayUse = ({ access }: Route, { role }: Asker): boolean =>
    access === 'public' || (role !== null && (access === 'signed-in' || permissionsOf(role).has(access)));
  /** Every `:name` filled in with something that names nothing. */
  const addressOf = ({ path }: Route): string => path.replaceAll(/:\w+/g, '999999');

  /** What an answer comes to, for those who are let in and those who are not. */
  const outcome = ({ status, location }: Answer): string => {
    if (status === 303) return location.startsWith('/sign-in') ? 'sign in' : 'in';
    // 422: let in, and told that there is nothing to make the page of yet.
    return status === 404 ? 'not found' : status < 400 || status === 422 ? 'in' : String(status);
  };

  it('every route of the application is looked at, and every permission decides over one [P127]', () => {
    expect(app.routes.length).to.be.above(120);
    const used = new Set(app.routes.map(({ access }) => access));
    for (const permission of permissions) expect([...used], permission).to.include(permission);
    for (const access of used) expect(['public', 'signed-in', ...permissions]).to.include(access);
  });

  it('pages answer whoever has the permission, and for everybody else are not there [P22, P23, P127]', async () => {
    const pages = app.routes.filter(({ method, path }) => method === 'get' && !path.includes(':'));
    expect(pages.length).to.be.above(40);
    for (const route of pages) {
      for (const asker of askers) {
        const answer = await asker.browser.get(route.path);
        const label = `${nameOf(route)} for ${asker.name}`;
        expect(answer.status, label).to.be.below(500);
        if (conditional.has(nameOf(route))) continue;
        const refused = asker.role === null && !isOcc(route) ? 'sign in' : 'not found';
        expect(outcome(answer), label).to.equal(mayUse(route, asker) ? 'in' : refused);
      }
    }
  });

  it('pages of things are not there for those without the permission, whatever the number [P22, P127]', async () => {
    const pages = app.routes.filter(({ method, path }) => method === 'get' && path.includes(':'));
    expect(pages.length).to.be.above(20);
    for (const route of pages) {
      for (const asker of askers.filter((one) => !mayUse(route, one))) {
        const answer = await asker.browser.get(addressOf(route));
        const refused = asker.role === null && !isOcc(route) ? 'sign in' : 'not found';
        expect(outcome(answer), `${nameOf(route)} for ${asker.name}`).to.equal(refused);
      }
    }
  });

  it('forms are refused to those without the permission before they are read [P127, P131]', async () => {
    const forms = app.routes.filter(({ method, path }) => method === 'post' && path !== '/sign-out');
    expect(forms.length).to.be.above(50);
    for (const route of forms) {
      for (const asker of askers) {
        const { status, location } = await asker.browser.post(addressOf(route), {});
        const label = `${nameOf(route)} for ${asker.name}`;
        if (mayUse(route, asker)) {
          // Let in as far as the form's token, or asked once more who they are.
          if (route.stepUp && asker.role !== null)
            expect([status, location.split('?')[0]], label).to.deep.equal([
              303,
              '/account/confirm-it-is-you',
            ]);
          else expect(status, label).to.be.oneOf([303, 403, 404, 409, 422]);
        } else if (asker.role === null && !isOcc(route))
          expect([status, location], label).to.deep.equal([303, '/sign-in']);
        else expect(status, label).to.equal(404);
      }
    }
  });

  it('whose account was closed or removed is let in nowhere, though the session is still there [P69, P127]', async () => {
    expect(gone).to.have.length(2);
    for (const asker of gone)
      for (const route of app.routes.filter(({ access }) => access !== 'public')) {
        const address = addressOf(route);
        const isPage = route.method === 'get';
        const answer = await (isPage ? asker.browser.get(address) : asker.browser.post(address, {}));
        const label = `${nameOf(route)} for ${asker.name}`;
        if (isPage) expect(outcome(answer), label).to.equal(isOcc(route) ? 'not found' : 'sign in');
        // 403 is the page to sign in, with what was typed: it is given to nobody but them.
        else if (answer.status === 403) expect(answer.text, label).to.include('action="/sign-in"');
        else if (isOcc(route)) expect(answer.status, label).to.equal(404);
        else expect([answer.status, answer.location], label).to.deep.equal([303, '/sign-in']);
      }
  });

  it('the back office is not there for anybody but OCC’s people, and nobody is sent to sign in [P23, P127]', async () => {
    const office = app.routes.filter(isOcc);
    expect(office.length).to.be.above(30);
    const outside = askers.filter(({ role }) => role === null || role === 'officer' || role === 'lead');
    for (const route of office) {
      expect(route.access, nameOf(route)).to.match(/^[a-z-]+:[a-z-]+$/);
      for (const { name, browser } of outside) {
        const address = addressOf(route);
        const { status } = await (route.method === 'get' ? browser.get(address) : browser.post(address, {}));
        expect(status, `${nameOf(route)} for ${name}`).to.equal(404);
      }
    }
  });

  it('what weighs much asks once more who one is, or says here why it does not [P131]', () => {
    const excused = new Map(Object.entries(needNoStepUp));
    const pages = app.routes.filter(({ method }) => method === 'get').map(({ path }) => path);
    const weighing = app.routes.filter(weighsMuch);
    expect(weighing.length).to.be.above(50);
    for (const route of weighing) {
      const label = `${nameOf(route)}, ${route.audit}: withStepUp, or a reason in this test`;
      // True, or the page with the form: what is asked for, once it is allowed, is an address that is there.
      if (excused.delete(nameOf(route))) expect(route.stepUp, label).to.equal(undefined);
      else expect(route.stepUp, label).to.be.oneOf([true, ...pages]);
    }
    expect([...excused.keys()], 'no such route any more').to.deep.equal([]);
  });

  it('a file that a page gives is known as a download by its address', async () => {
    const pages = app.routes.filter(({ method, path }) => method === 'get' && !path.includes(':'));
    let files = 0;
    for (const route of pages)
      for (const { name, browser } of askers) {
        const { headers } = await browser.get(route.path);
        if (!headers.get('content-disposition')?.startsWith('attachment')) continue;
        expect(route.path, `for ${name}`).to.match(download);
        files += 1;
      }
    expect(files).to.be.above(5);
  });

  it('the page of permissions says what the table says, role by role [P127]', async () => {
    const { status, text } = await app.browser().get('/documentation/permissions');
    expect(status).to.equal(200);
    for (const permission of permissions) {
      const words = permissionTable[permission].words;
      const row = text.split(`>${words}</th>`)[1]?.split('</tr>')[0] ?? '';
      const cells = [...row.matchAll(/<td>(Yes|<span aria-hidden)/g)].map(([, cell]) => cell === 'Yes');
      expect(cells, permission).to.deep.equal(roles.map((role) => permissionsOf(role).has(permission)));
    }
  });
});
