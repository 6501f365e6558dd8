import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { Writable } from 'node:stream';
import { type Logger, pino } from 'pino';
import {
  type AccountParts,
  accountRoutes,
  createUser,
  type HomeCard,
  type NewUserCommand,
  sessionReader,
  setPassword,
  type User,
  writeSecondFactor,
} from '../../src/accounts/index.ts';
import { codeAt, newSeed } from '../../src/accounts/second-factor/totp.ts';
import { type AppParts, createApp } from '../../src/app.ts';
import type { Clock } from '../../src/platform/clock.ts';
import { type Database, openDatabase } from '../../src/platform/database.ts';
import type { PersonalColumn } from '../../src/platform/personal-data.ts';
import type { Route } from '../../src/web/routes.ts';
import type { UsageCounter } from '../../src/web/usage.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { type HttpClient, httpClient } from './http-client.ts';

export const testSecrets = {
  session: ['a secret for tests, of more than 32 characters'],
  formToken: Buffer.alloc(32, 1),
  pepper: Buffer.alloc(32, 2),
  originals: { test: Buffer.alloc(32, 3) },
  originalsKeyId: 'test',
  signing: Buffer.alloc(32, 4),
};

export const testPassword = 'correct horse battery staple';

/** A clock that moves only when it is told to. */
export interface TestClock {
  now: Clock;
  advance: (ms: number) => void;
}

export interface TestAppOptions {
  /** Routes beside those of accounts: another feature's, or some made for a test. */
  routes?: (parts: { database: Database; clock: Clock; logger: Logger }) => Route[];
  config?: Partial<AppParts['config']>;
  /** Where pages and searches are counted. */
  usage?: (parts: { database: Database; clock: Clock; logger: Logger }) => UsageCounter;
  /** What other features hold on people. */
  personalData?: readonly PersonalColumn[];
  homeSummary?: (user: User) => Promise<HomeCard[]>;
  /** Which page a person sees first after signing in. */
  afterSignIn?: (parts: { database: Database; clock: Clock; logger: Logger }) => AccountParts['afterSignIn'];
  readiness?: () => Promise<boolean>;
  metricsToken?: string;
  /** An existing database, to start a second application on it; it is then not dropped by close. */
  on?: TestDatabase;
}

export interface TestUser {
  id: number;
  email: string;
  password: string;
  /** Of the second factor that OCC's roles have; null for the others. */
  totpSecret: string | null;
}

export interface TestApp {
  baseUrl: string;
  database: Database;
  testDatabase: TestDatabase;
  clock: TestClock;
  routes: readonly Route[];
  /** Everything logged so far, as text: one JSON object a line. */
  log: () => string;
  /** A browser without scripts that nobody has signed in with; `headers` go with every request. */
  browser: (headers?: Record<string, string>) => HttpClient;
  /** Makes an account with a password; a different one at every call. Ealing's officer unless told otherwise. */
  createUser: (user?: Partial<NewUserCommand>) => Promise<TestUser>;
  /** Makes an account without a password and returns the path of its invitation. */
  invite: (user?: Partial<NewUserCommand>) => Promise<{ email: string; userId: number; path: string }>;
  /** A browser signed in through the sign-in page, with a code where the account was made here with a second factor. */
  signIn: (email: string, password?: string) => Promise<HttpClient>;
  /** The code that the person's authenticator app shows now; one that was used a moment ago is good once more. */
  codeFor: (email: string) => Promise<string>;
  /** The person says once more who they are, as before what weighs much. */
  confirm: (browser: HttpClient, user: TestUser) => Promise<void>;
  /** A new account and a browser signed in with it. */
  signInAs: (user?: Partial<NewUserCommand>) => Promise<HttpClient>;
  close: () => Promise<void>;
}

/** The shipped application on a database of its own, listening on a free port of this machine. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const testDatabase = options.on ?? (await createTestDatabase());
  const database = openDatabase(testDatabase.url, { poolSize: 4 });
  const clock = testClock();
  const log = logCollector();
  const logger = pino({ base: null }, log.stream);
  const routes = [
    ...accountRoutes({
      db: database.knex,
      pool: database.pool,
      clock: clock.now,
      secrets: testSecrets,
      personalData: options.personalData,
      homeSummary: options.homeSummary,
      afterSignIn: options.afterSignIn?.({ database, clock: clock.now, logger }),
    }),
    ...(options.routes?.({ database, clock: clock.now, logger }) ?? []),
  ];
  const usage = options.usage?.({ database, clock: clock.now, logger });
  const app = createApp({
    usage,
    config: { baseUrl: null, https: false, trustedProxies: 0, ...options.config },
    logger,
    pool: database.pool,
    secrets: testSecrets,
    clock: clock.now,
    routes,
    readSession: sessionReader(database.pool),
    readiness: options.readiness ?? (() => Promise.resolve(true)),
    metrics: { token: options.metricsToken ?? null, read: () => Promise.resolve([]) },
    assets: { root: path.resolve(import.meta.dirname, '../../public') },
  });
  const server = await listening(createServer(app));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = (headers?: Record<string, string>): HttpClient => httpClient(baseUrl, headers);
  const people = peopleOf(database, clock, browser);
  return {
    baseUrl,
    database,
    testDatabase,
    clock,
    routes,
    log: log.text,
    browser,
    ...people,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await usage?.close();
      await database.close();
      if (!options.on) await testDatabase.drop();
    },
  };
}

type People = Pick<TestApp, 'createUser' | 'invite' | 'codeFor' | 'signIn' | 'confirm' | 'signInAs'>;

function peopleOf(database: Database, clock: TestClock, browser: TestApp['browser']): People {
  let made = 0;
  const secrets = new Map<string, string>();
  const actor = { userId: null, action: 'test.user-created' };

  const invite: TestApp['invite'] = async (user = {}) => {
    const email = `person-${(made += 1)}@example.org`;
    const role = user.role ?? 'officer';
    const authorityCode = role === 'officer' || role === 'lead' ? '00AJ' : null;
    const command = { email, name: `Person ${made}`, role, authorityCode, ...user };
    const result = await createUser(database.knex, command, { clock: clock.now, actor });
    if (result.kind !== 'created') throw new Error(`The test's user was not created: ${result.kind}`);
    return { email: command.email, userId: result.userId, path: result.invitationPath };
  };

  const createWithPassword: TestApp['createUser'] = async (user) => {
    const { userId, email } = await invite(user);
    const choice = { userId, password: testPassword, at: clock.now() };
    await database.knex.transaction((trx) => setPassword(trx, choice, actor));
    const isOcc = !['officer', 'lead'].includes(user?.role ?? 'officer');
    const totpSecret = isOcc ? await giveSecondFactor(userId) : null;
    if (totpSecret !== null) secrets.set(email, totpSecret);
    return { id: userId, email, password: testPassword, totpSecret };
  };

  const giveSecondFactor = async (userId: number): Promise<string> => {
    const factor = { userId, seed: newSeed(), step: 0, at: clock.now() };
    await database.knex.transaction((trx) => writeSecondFactor(trx, testSecrets, factor));
    return factor.seed;
  };

  const codeFor: TestApp['codeFor'] = async (email) => {
    const seed = secrets.get(email);
    if (seed === undefined) throw new Error(`${email} has no second factor.`);
    const ofPerson = database.knex('users').where({ email }).select('id');
    await database.knex('second_factors').whereIn('user_id', ofPerson).update({ last_step: 0 });
    return codeAt(seed, clock.now());
  };

  const signIn: TestApp['signIn'] = async (email, password = testPassword) => {
    const client = browser();
    const answer = await client.submit('/sign-in', { email, password });
    if (answer.status !== 303) throw new Error(`Signing in was answered with ${answer.status}.`);
    if (answer.location !== '/sign-in/code') return client;
    const second = await client.submit(answer.location, { code: await codeFor(email) });
    if (second.status !== 303) throw new Error(`The code was answered with ${second.status}.`);
    return client;
  };

  return {
    invite,
    createUser: createWithPassword,
    codeFor,
    signIn,
    confirm: async (client, { email, password, totpSecret }) => {
      const fields = { password, ...(totpSecret !== null && { code: await codeFor(email) }) };
      const { status } = await client.submit('/account/confirm-it-is-you', fields);
      if (status !== 303) throw new Error(`Saying again who it is was answered with ${status}.`);
    },
    signInAs: async (user) => signIn((await createWithPassword(user)).email),
  };
}

function testClock(): TestClock {
  let offset = 0;
  return {
    now: () => new Date(Date.now() + offset),
    advance: (ms) => {
      offset += ms;
    },
  };
}

function logCollector(): { stream: Writable; text: () => string } {
  const chunks: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk.toString());
      done();
    },
  });
  return { stream, text: () => chunks.join('') };
}

async function listening(server: Server): Promise<Server> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
