import type { Browser, Page } from 'playwright-core';
import type { TestUser } from '../support/app.ts';
import { startBrowser, visit, type Visit } from '../support/browser.ts';
import { startWholeApp, type WholeApp } from '../support/whole-app.ts';
import { backOfficePages, isSoundAtAnyWidth } from './pages.ts';

export interface Desk {
  app: WholeApp;
  page: Page;
  seat: Visit;
  browser: Browser;
  /** A compliance officer called Dee Pio, who sits at the desk. */
  officer: TestUser;
  office: ReturnType<typeof backOfficePages>;
  /** Somebody else takes the seat, or the same person once more: how one signs in is another journey's business. */
  sitDownAs: (user: TestUser) => Promise<void>;
  /** What every page on the way must keep to, wide and narrow. */
  sound: () => Promise<void>;
  /** Says once more who one is, with the next code of the app. */
  confirm: (user: TestUser) => Promise<void>;
  close: () => Promise<void>;
}

/** The shipped application in a real browser, with a compliance officer signed in. */
export async function startDesk(scripts: boolean, started?: WholeApp): Promise<Desk> {
  const app = started ?? (await startWholeApp({ jobs: false }));
  const browser = await startBrowser();
  const seat = await visit(browser, app.baseUrl, { javaScriptEnabled: scripts });
  const { page } = seat;
  const officer = await app.createUser({ role: 'compliance', name: 'Dee Pio' });
  const sitDownAs = async ({ email }: TestUser): Promise<void> => {
    const { cookies } = await app.signIn(email);
    await page.context().clearCookies();
    for (const [name, value] of cookies) await page.context().addCookies([{ name, value, url: app.baseUrl }]);
  };
  await sitDownAs(officer);
  return {
    ...{ app, page, seat, browser, officer, sitDownAs, office: backOfficePages(page) },
    sound: () => isSoundAtAnyWidth(page, scripts),
    async confirm({ email, password }) {
      await page.getByLabel('Your password').fill(password);
      await page.getByLabel('Code from your authenticator app').fill(await app.codeFor(email));
      await page.getByRole('button', { name: 'Go on', exact: true }).click();
    },
    async close() {
      await browser.close();
      await app.close();
    },
  };
}

/** 22/11/2026: a day as people write it. */
export function typedDay(isoDay: string): string {
  return isoDay.split('-').reverse().join('/');
}
