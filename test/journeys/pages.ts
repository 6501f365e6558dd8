import type { Locator, Page } from 'playwright-core';

/** Where things are on the pages; what they should say is the journeys' business. */
export function signInPage(page: Page) {
  return {
    async signIn(email: string, password: string): Promise<void> {
      await page.goto('/sign-in');
      await page.getByLabel('E-mail').or(page.getByLabel('Email')).first().fill(email);
      await page.locator('input[name="password"]').fill(password);
      await page.getByRole('button', { name: 'Sign in' }).click();
    },
  };
}

export function uploadPages(page: Page) {
  return {
    async upload(file: string): Promise<void> {
      await page.goto('/uploads');
      await page
        .getByRole('link', { name: 'Upload an extract' })
        .or(page.getByRole('button', { name: 'Upload an extract' }))
        .click();
      await page.locator('input[type="file"]').setInputFiles(file);
      await page.getByRole('button', { name: 'Upload file' }).click();
    },
    /** Reloads, as one does without scripts, until the upload has left the state `processing`. */
    async state(): Promise<string | null> {
      const main = page.locator('main');
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
  };
}

export function reportPage(page: Page) {
  return {
    open: (measure: string, query = '') => page.goto(`/reports/cost/${measure}${query}`),
    comparison: (): Locator => page.locator('table', { has: page.locator('#comparison-caption') }),
    services: (): Locator => page.locator('table', { has: page.locator('#services-caption') }),
    chart: (): Locator => page.locator('svg[role="img"]'),
  };
}

/** True when nothing makes the page itself scroll sideways. */
export function fitsItsWindow(page: Page): Promise<boolean> {
  return page.evaluate<boolean>(
    'document.documentElement.scrollWidth <= document.documentElement.clientWidth',
  );
}
