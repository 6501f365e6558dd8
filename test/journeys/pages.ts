import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { codeAt } from '../../src/accounts/second-factor/totp.ts';

/** A file to choose: where it lies, or what it is. */
export type ChosenFile = string | { name: string; mimeType: string; buffer: Buffer };

/** What every page on the way must keep to. */
export async function isSound(page: Page, scripts: boolean): Promise<void> {
  await page.waitForLoadState();
  expect(await page.locator('head title').textContent(), page.url()).to.match(/ – SP-Bench$/);
  expect(await page.locator('h1').count(), `${page.url()} has one heading`).to.equal(1);
  if (!scripts) return;
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`),
    page.url(),
  ).to.deep.equal([]);
}

/** The same for a page as it stands, what has been opened on it included, and in the narrowest window too. */
export async function isSoundAtAnyWidth(page: Page, scripts: boolean): Promise<void> {
  await isSound(page, scripts);
  const wide = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await fitsItsWindow(page), `${page.url()} in 320 pixels`).to.be.true;
  if (wide) await page.setViewportSize(wide);
}

/** Where things are on the pages; what they should say is the journeys' business. */
export function signInPage(page: Page) {
  return {
    /** @param totpSecret key of the authenticator app, where the person has one */
    async signIn(email: string, password: string, totpSecret: string | null = null): Promise<void> {
      await page.goto('/sign-in');
      await page.getByLabel('E-mail').or(page.getByLabel('Email')).first().fill(email);
      await page.locator('input[name="password"]').fill(password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      if (totpSecret === null) return;
      await page.locator('input[name="code"]').fill(codeAt(totpSecret, new Date()));
      await page.getByRole('button', { name: 'Sign in' }).click();
    },
  };
}

export function uploadPages(page: Page) {
  return {
    async openForm(): Promise<void> {
      await page.goto('/uploads');
      await page
        .getByRole('link', { name: 'Upload an extract' })
        .or(page.getByRole('button', { name: 'Upload an extract' }))
        .click();
    },
    async send(file: ChosenFile): Promise<void> {
      await page.locator('input[type="file"]').setInputFiles(file);
      await page.getByRole('button', { name: 'Upload file' }).click();
    },
    async upload(file: ChosenFile): Promise<void> {
      await this.openForm();
      await this.send(file);
    },
    /** Goes by the list of uploads to the newest one of a file. */
    async open(fileName: string): Promise<void> {
      await page.goto('/uploads');
      await page.getByRole('link', { name: fileName }).first().click();
    },
    /** Reloads, as one does without scripts, until the upload has left the state `processing`. */
    async state(): Promise<string | null> {
      const main = page.locator('main');
      // What is counted next may stand at the end of a page whose beginning alone has arrived.
      await page.waitForLoadState();
      for (let tries = 0; tries < 50; tries += 1) {
        const state = await main.getAttribute('data-state');
        if (state !== 'processing') return state;
        await page.waitForTimeout(200);
        await page.reload();
      }
      return 'processing';
    },
    radios: (choice: 'Include' | 'Exclude'): Locator =>
      page.getByRole('radio', { name: choice, exact: true }),
    button: (name: string): Locator => page.getByRole('button', { name }),
    heading: (): Locator => page.locator('h1'),
    lead: (): Locator => page.locator('main .govuk-body-l'),
    /** What the page says beside a word of its list of facts. */
    fact: (key: string): Locator =>
      page.locator('.govuk-summary-list__row', { hasText: key }).locator('.govuk-summary-list__value'),
    fold: (name: string): Locator => page.locator('summary', { hasText: name }),
    findings: (): Locator => page.locator('table', { has: page.locator('#findings-caption') }),
  };
}

export function reportPage(page: Page) {
  return {
    open: (measure: string, query = '') => page.goto(`/reports/cost/${measure}${query}`),
    comparison: (): Locator => page.locator('table', { has: page.locator('#comparison-caption') }),
    services: (): Locator => page.locator('table', { has: page.locator('#services-caption') }),
    /** Goes to a report and answers the ids of the services that it says are one's own. */
    async ownIds(): Promise<string[]> {
      await page.goto('/reports/cost/weekly-unit-cost');
      const ids = await this.services().locator('tbody td:nth-child(2)').allInnerTexts();
      return ids.sort();
    },
    chart: (): Locator => page.locator('svg[role="img"]'),
    lead: (): Locator => page.locator('main .govuk-body-l'),
    heading: (): Locator => page.locator('h1'),
    /** What the form of choices is changed to, and sent. */
    async choose(change: (form: Locator) => Promise<unknown>): Promise<void> {
      const form = page.locator('form.app-filters');
      await form.locator('> details > summary').click();
      await change(form);
      await form.getByRole('button', { name: 'Show' }).click();
    },
    /** The table below a heading. */
    table: (captionId: string): Locator => page.locator('table', { has: page.locator(`#${captionId}`) }),
  };
}

export function reExtractionPages(page: Page) {
  return {
    open: () => page.goto('/occ/re-extractions'),
    async start(scope: string): Promise<void> {
      await page.getByLabel('Whose files').selectOption({ label: scope });
      await page.getByRole('button', { name: 'Read the files again' }).click();
    },
    async state(): Promise<string | null> {
      await page.waitForLoadState();
      return page.locator('main').getAttribute('data-state');
    },
    /** Follows the page's link, as it asks one to, until the run has been read. */
    async settled(): Promise<void> {
      while ((await this.state()) === 'running')
        await page.getByRole('link', { name: 'Reload this page' }).click();
    },
    heading: (): Locator => page.locator('h1'),
    lead: (): Locator => page.locator('main .govuk-body-l'),
    button: (name: string): Locator => page.getByRole('button', { name }),
    table: (): Locator => page.locator('main table'),
  };
}

/** Cases and lists of the back office. */
export function backOfficePages(page: Page) {
  return {
    heading: (): Locator => page.locator('h1'),
    lead: (): Locator => page.locator('main .govuk-body-l'),
    main: (): Locator => page.locator('main'),
    /** By a link of the navigation. */
    goTo: (name: string): Promise<void> =>
      page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }).click(),
    /** The one thing to do next. */
    next: (): Locator => page.getByRole('button', { name: /^Next: / }),
    /** A link that looks like a button, or a button. */
    button: (name: string): Locator => page.getByRole('button', { name, exact: true }),
    /** What is said of a task on the list of a case. */
    status: (task: string): Locator =>
      page.locator('.govuk-task-list__item', { hasText: task }).locator('.govuk-task-list__status'),
    task: (name: string): Locator =>
      page.locator('.govuk-task-list').getByRole('link', { name, exact: true }),
    fact: (key: string): Locator =>
      page
        .locator('.govuk-summary-list__row', { has: page.locator('dt', { hasText: key }) })
        .locator('dd')
        .first(),
    /** Errors as the summary on top lists them. */
    errors: (): Promise<string[]> => page.locator('.govuk-error-summary__list a').allInnerTexts(),
    /** A choice of a question. */
    choice: (question: string, answer: string): Locator =>
      page.getByRole('group', { name: question }).getByLabel(answer, { exact: true }),
    /** References in a list, from top to bottom. */
    listed: (): Promise<string[]> => page.locator('tbody th a').allInnerTexts(),
    filters: (): Promise<string[]> => page.locator('.app-area-nav a').allInnerTexts(),
    filter: (name: string): Locator => page.locator('.app-area-nav').getByRole('link', { name }),
  };
}

/** True when nothing makes the page itself scroll sideways. */
export function fitsItsWindow(page: Page): Promise<boolean> {
  return page.evaluate<boolean>(
    'document.documentElement.scrollWidth <= document.documentElement.clientWidth',
  );
}

export interface Downloaded {
  name: string;
  /** Where it lies until the window is closed. */
  path: string;
  bytes: Buffer;
}

export async function download(page: Page, linkName: string): Promise<Downloaded> {
  const [given] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: linkName }).click(),
  ]);
  const path = await given.path();
  return { name: given.suggestedFilename(), path, bytes: await readFile(path) };
}

// Named here rather than typed: the tests are compiled without the browser's own types. A button always has a shadow
// and forced colours need an outline that cannot be seen, so that only a change of what can be seen counts.
const focusIsSeen = `(() => {
  const it = document.activeElement;
  const drawn = (style) => [
    style.outlineStyle === 'none' || style.outlineColor === 'rgba(0, 0, 0, 0)' ? '' : style.outline,
    style.boxShadow,
  ];
  const look = () =>
    [it, ...(it.labels ?? [])]
      .flatMap((one) => [getComputedStyle(one), getComputedStyle(one, '::before')])
      .flatMap(drawn)
      .join(' | ');
  const focused = look();
  it.blur();
  const isSeen = look() !== focused;
  it.focus({ preventScroll: true });
  return isSeen ? '' : it.cloneNode(false).outerHTML;
})()`;

// What Tab stops at, each once: of radio buttons the one that is chosen. What is folded away is not there.
const stops = `(() => {
  const all = [...document.querySelectorAll('a[href], button, input:not([type="hidden"]), select, textarea, summary, [tabindex="0"]')];
  return all
    .filter((it) => it.getClientRects().length > 0 && it.checkVisibility({ visibilityProperty: true }))
    .filter((it) => it.type !== 'radio' || it.checked)
    .map((it, place) => ((it.dataset.stop = String(place)), it.outerHTML.slice(0, 120)));
})()`;

/** Goes through the whole page by Tab alone: every control has its turn, in the order of the page, and is seen to. */
export async function reachesEveryControl(page: Page): Promise<void> {
  const expected = await page.evaluate<string[]>(stops);
  expect(expected, page.url()).to.have.length.above(0);
  await page.evaluate('document.activeElement?.blur()');
  for (const [place, control] of expected.entries()) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement?.dataset.stop'), control).to.equal(String(place));
    expect(await page.evaluate<string>(focusIsSeen), 'has the focus, unseen').to.equal('');
  }
}

/** Presses Tab until an element has the focus, which must be seen at every stop on the way. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate<string>(focusIsSeen), 'has the focus, unseen').to.equal('');
    if (await target.and(page.locator(':focus')).count()) return;
  }
  throw new Error(`Tab leads nowhere near ${target.toString()}`);
}
