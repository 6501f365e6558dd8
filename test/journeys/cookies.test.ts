import { expect } from 'chai';
import type { Browser, Cookie } from 'playwright-core';
import { cookiesInUse } from '../../src/web/cookies.ts';
import { permissionsOf } from '../../src/accounts/index.ts';
import { codeAt } from '../../src/accounts/second-factor/totp.ts';
import type { TestUser } from '../support/app.ts';
import { startBrowser, visit, type Visit } from '../support/browser.ts';
import { startWholeApp, type WholeApp } from '../support/whole-app.ts';
import { extractOf } from '../uploads/officer.ts';
import { isSound, signInPage, uploadPages } from './pages.ts';

const promised = cookiesInUse(false).map(({ name }) => name);
const isFile = /\.(csv|xlsx|zip|pdf|svg|json)$/;

describe('What a browser keeps on a full tour', function () {
  this.timeout(240_000);
  let app: WholeApp;
  let browser: Browser;
  let seat: Visit;
  let officer: TestUser;

  before(async () => {
    app = await startWholeApp();
    browser = await startBrowser();
    seat = await visit(browser, app.baseUrl);
    officer = await app.createUser();
  });

  after(async () => {
    await browser.close();
    await app.close();
  });

  const cookies = (): Promise<Cookie[]> => seat.page.context().cookies();
  const pagesFor = (isOpen: (access: string) => boolean): string[] =>
    app.routes
      .filter(({ method, path, access }) => method === 'get' && !path.includes(':') && isOpen(access))
      .map(({ path }) => path);
  const open = async (path: string): Promise<void> => {
    if (isFile.test(path)) await seat.page.context().request.get(path);
    else await seat.page.goto(path);
  };

  it('is nothing before sign-in, on any page, after any form [P47]', async () => {
    const { page } = seat;
    const addresses = pagesFor((access) => access === 'public');
    expect(addresses).to.include('/').and.to.include('/sign-in').and.to.include('/password/forgotten');
    for (const path of [...addresses, '/invitations/unknown', '/password/reset/unknown', '/no-such-page']) {
      await open(path);
      expect(await cookies(), path).to.deep.equal([]);
    }
    await page.goto('/password/forgotten');
    await page.getByLabel('Email address').fill(officer.email);
    await page.getByRole('button', { name: 'Send me a link' }).click();
    await signInPage(page).signIn(officer.email, 'a wrong password');
    expect(await page.locator('h1').innerText()).to.equal('Sign in');
    expect(await cookies()).to.deep.equal([]);
  });

  it('is the one cookie of the cookie page’s list once signed in [P49, P57]', async () => {
    await signInPage(seat.page).signIn(officer.email, officer.password);
    const [cookie, ...others] = await cookies();
    expect(others).to.deep.equal([]);
    expect([cookie?.name]).to.deep.equal(promised);
    expect(cookie).to.deep.include({ expires: -1, httpOnly: true, sameSite: 'Lax', path: '/' });
    expect(cookie?.value).to.not.contain(officer.email);
    expect(await seat.page.evaluate<string>('document.cookie')).to.equal('');
  });

  it('stays that one cookie, unchanged, on every page, and nothing is put into other stores', async () => {
    const [signedIn] = await cookies();
    const permissions = permissionsOf('officer');
    const own = pagesFor((access) => access === 'signed-in' || permissions.has(access));
    expect(own).to.include('/uploads').and.to.include('/reports').and.to.include('/account/security');
    for (const path of own) {
      await open(path);
      expect(await cookies(), path).to.deep.equal([signedIn]);
    }
    await uploadPages(seat.page).upload({
      name: 'SPLSExtract_00AJ_30062009.zip',
      mimeType: 'application/zip',
      buffer: extractOf(2),
    });
    expect(await uploadPages(seat.page).state()).to.equal('live');
    expect(await cookies()).to.deep.equal([signedIn]);
    const stores = '[localStorage.length, sessionStorage.length]';
    expect(await seat.page.evaluate<number[]>(stores)).to.deep.equal([0, 0]);
  });

  it('is what the table of the cookie page says, no cookie more and none less [P51]', async () => {
    const { page } = seat;
    await page.goto('/policies/cookies');
    const rows = page.locator('table', { has: page.locator('#cookies-in-use') }).locator('tbody tr');
    const listed = await rows.locator('th').or(rows.locator('td:first-child')).allInnerTexts();
    expect(listed).to.deep.equal((await cookies()).map(({ name }) => name));
  });

  it('is nothing again after sign-out', async () => {
    await seat.page.getByRole('button', { name: 'Sign out' }).click();
    expect(await cookies()).to.deep.equal([]);
    expect(seat.watch.strangers).to.deep.equal([]);
  });

  it('is the same one for OCC’s people, from their code to the last page of the back office', async () => {
    const { email, password, totpSecret } = await app.createUser({ role: 'admin' });
    const staff = await visit(browser, app.baseUrl);
    const held = (): ReturnType<typeof cookies> => staff.page.context().cookies();
    await signInPage(staff.page).signIn(email, password);
    expect((await held()).length).to.be.at.most(1);
    await staff.page.locator('input[name="code"]').fill(codeAt(totpSecret!, new Date()));
    await staff.page.getByRole('button', { name: 'Sign in' }).click();
    const [cookie, ...others] = await held();
    expect([cookie?.name, others]).to.deep.equal([promised[0], []]);
    const permissions = permissionsOf('admin');
    const own = pagesFor((access) => permissions.has(access));
    expect(own).to.include('/occ').and.to.include('/occ/audit').and.to.include('/occ/retention');
    for (const path of own.filter((one) => !isFile.test(one))) {
      await staff.page.goto(path);
      expect(await held(), path).to.deep.equal([cookie]);
    }
    await staff.close();
  });

  it('is a choice: who declines cookies is told so and keeps the public pages [P50]', async () => {
    const { page, close } = await visit(browser, app.baseUrl);
    // As a browser does that takes no cookies: it sends none.
    await page.route('**/*', async (route) => {
      const response = await route.fetch({ maxRedirects: 0 });
      const headers = { ...response.headers() };
      delete headers['set-cookie'];
      await page.context().clearCookies();
      await route.fulfill({ response, headers });
    });
    await signInPage(page).signIn(officer.email, officer.password);
    await page.waitForURL('**/sign-in/check');
    expect(await page.locator('h1').innerText()).to.equal('Your browser did not keep the cookie');
    await isSound(page, true);
    await page.goto('/documentation/comparisons');
    expect(await page.locator('h1').innerText()).to.contain('comparisons');
    await close();
  });
});
