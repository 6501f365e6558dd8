import { existsSync } from 'node:fs';
import sparticuz from '@sparticuz/chromium';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

const installed = [
  process.env.CHROME_PATH ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** A real Chromium: the one that npm brings, else an installed one. Throws a sentence when there is neither. */
export async function startBrowser(): Promise<Browser> {
  const failures: string[] = [];
  for (const executablePath of await candidates()) {
    try {
      // Root may not use Chromium's sandbox; the pages are our own.
      return await chromium.launch({
        executablePath,
        args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
      });
    } catch (error) {
      failures.push(`${executablePath}: ${String(error).split('\n')[0] ?? ''}`);
    }
  }
  throw new Error(
    `The journeys need a browser, and none could be started. Install Chromium (Debian: apt-get install chromium) or set CHROME_PATH. ${failures.join('; ')}`,
  );
}

async function candidates(): Promise<string[]> {
  const brought = await sparticuz.executablePath().catch(() => '');
  return [brought, ...installed].filter((file) => file !== '' && existsSync(file));
}

/** What a page did that no page of ours may do. */
export interface Watch {
  /** Requests that left the site. */
  strangers: string[];
  /** Errors on the console: scripts that failed, content that the policy refused. */
  complaints: string[];
}

export interface Visit {
  page: Page;
  watch: Watch;
  close: () => Promise<void>;
}

/** A window of its own, watched. */
export async function visit(
  browser: Browser,
  baseUrl: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({ baseURL: baseUrl, ...options });
  const page = await context.newPage();
  const watch: Watch = { strangers: [], complaints: [] };
  page.on('request', (request) => {
    if (!request.url().startsWith(baseUrl)) watch.strangers.push(request.url());
  });
  page.on('console', (message) => {
    // An answer of 422 is a page with errors to read, not a fault.
    if (message.type() === 'error' && !message.text().includes('422')) watch.complaints.push(message.text());
  });
  page.on('pageerror', (error) => watch.complaints.push(error.message));
  return { page, watch, close: () => context.close() };
}
