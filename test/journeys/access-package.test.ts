import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { contents, entriesOf, file, item, withheldFrom } from '../data-rights/exports/package-world.ts';
import { startBrowser, visit } from '../support/browser.ts';
import { fitsItsWindow, reachesEveryControl } from './pages.ts';

describe('Opening a package of one’s data', function () {
  this.timeout(120_000);
  let browser: Browser;
  let folder: string;

  before(async () => {
    browser = await startBrowser();
    folder = await mkdtemp(path.join(tmpdir(), 'sp-bench-package-'));
    const entries = await entriesOf(
      contents({
        items: [
          item('users:id:1', { name: 'Ann Okafor', note: 'Told by Jo Lee', long: 'x'.repeat(500) }),
          item('uploads:by:1', { file: 'كتبت.zip', list: ['one', 'two'] }, 'Your uploads'),
          item('uploads:by:2', { file: 'b.zip' }, 'Your uploads'),
        ],
        files: [file('f1', 'a.zip', Buffer.from('a'))],
        searches: [{ place: 'Accounts', terms: 'Ann', on: '2026-11-20', result: 'One', whyNot: null }],
        withholdings: [withheldFrom('users:id:1', 'note', 'Jo Lee')],
      }),
    );
    for (const name of ['read-me-first.html', 'letter.html'])
      await writeFile(path.join(folder, name), entries.get(name)!);
  });

  after(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });

  for (const name of ['read-me-first.html', 'letter.html']) {
    it(`${name} stands in nobody’s way, in any window, and asks for nothing else`, async () => {
      const address = pathToFileURL(path.join(folder, name)).href;
      const { page, watch, close } = await visit(browser, address);
      await page.goto(address);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).to.deep.equal([]);
      expect(await page.locator('h1').count()).to.equal(1);
      await page.setViewportSize({ width: 320, height: 640 });
      expect(await fitsItsWindow(page)).to.be.true;
      const narrow = await new AxeBuilder({ page }).analyze();
      expect(narrow.violations.map(({ id }) => id)).to.deep.equal([]);
      await reachesEveryControl(page);
      expect([watch.strangers, watch.complaints]).to.deep.equal([[], []]);
      await close();
    });
  }
});
