import { mkdtemp } from 'node:fs/promises';
import { Agent, request, type IncomingMessage } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { httpClient } from '../support/http-client.ts';
import { startChild, type Child } from './child.ts';
import type { Bench, Officer } from './server.ts';

export interface WebProcess extends Child {
  baseUrl: string;
}

/** The shipped web process on a free port, with its background work unless it is to answer pages alone. */
export async function startWeb(
  bench: Bench,
  databaseUrl: string,
  work: 'with-worker' | 'pages-only',
  env: NodeJS.ProcessEnv = {},
): Promise<WebProcess> {
  const port = await freePort();
  const child = await startChild('web-child.ts', {
    DATABASE_URL: databaseUrl,
    DATA_DIR: await mkdtemp(path.join(bench.folder, 'web-')),
    PORT: String(port),
    WORKER: work === 'with-worker' ? 'in-process' : 'separate',
    ...env,
  });
  return { ...child, baseUrl: `http://127.0.0.1:${port}` };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export interface SignedIn {
  baseUrl: string;
  cookie: string;
  csrfToken: string;
}

export async function signIn(baseUrl: string, { email, password }: Officer): Promise<SignedIn> {
  const browser = httpClient(baseUrl);
  const answer = await browser.submit('/sign-in', { email, password });
  if (answer.status !== 303) throw new Error(`Signing in was answered with ${answer.status}`);
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return { baseUrl, cookie, csrfToken: await browser.csrfToken() };
}

export interface Got {
  ms: number;
  bytes: number;
}

/** One page over a kept connection, from the request to the last byte; anything but 200 is a fault of the bench. */
export async function getPage(
  agent: Agent,
  { baseUrl, cookie }: Pick<SignedIn, 'baseUrl' | 'cookie'>,
  page: string,
): Promise<Got> {
  const start = performance.now();
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request(new URL(page, baseUrl), { agent, headers: { cookie } }, resolve).on('error', reject).end();
  });
  let bytes = 0;
  for await (const chunk of response) bytes += (chunk as Buffer).length;
  if (response.statusCode !== 200) throw new Error(`${page} was answered with ${response.statusCode ?? 0}`);
  return { ms: performance.now() - start, bytes };
}

/** Requests a second when so many connections each ask again as soon as they are answered. */
export async function requestsASecond(
  target: Pick<SignedIn, 'baseUrl' | 'cookie'>,
  page: string,
  load: { connections: number; requests: number },
): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: load.connections });
  let left = load.requests;
  const start = performance.now();
  const one = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await getPage(agent, target, page);
    }
  };
  await Promise.all(Array.from({ length: load.connections }, one));
  agent.destroy();
  return (load.requests * 1000) / (performance.now() - start);
}
