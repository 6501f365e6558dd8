import { today } from '../../../src/platform/clock.ts';
import type { Answer, HttpClient } from '../../support/http-client.ts';
import { type FormsWorld, startForms } from '../forms-world.ts';

/** A request that came by letter, typed in rightly. */
export const letterReceived = {
  ...{ channel: 'post', receivedOn: '03/09/2025', right: 'access', message: 'Send me what you hold on me' },
  ...{ forWhom: 'myself', name: 'Ann Example', email: 'ann@example.org', adjustments: 'Large print' },
};

export interface RequestsWorld extends FormsWorld {
  officer: { id: number; email: string };
  admin: { id: number; email: string };
  /** Signed in anew, since sessions end when the clock is moved. */
  compliance: () => Promise<HttpClient>;
  /** Types a request in; its reference. */
  take: (changes?: Record<string, string>) => Promise<string>;
  /** Sends a form to an address below the case. */
  on: (reference: string, task: string, fields: Record<string, string>) => Promise<Answer>;
  /** The day that it is, as a form has it. */
  todayTyped: () => string;
  page: (reference: string, task?: string) => Promise<string>;
  /** The newest event of an action about a case. */
  lastEvent: (action: string) => Promise<Record<string, unknown> | undefined>;
}

/** The shipped pages of requests, with a compliance officer and an administrator. */
export async function startRequests(): Promise<RequestsWorld> {
  const world = await startForms();
  const officer = await world.app.createUser({ role: 'compliance', name: 'Dee Pio' });
  const admin = await world.app.createUser({ role: 'admin', name: 'Ada Min' });
  let client: HttpClient | undefined;
  const compliance = async (): Promise<HttpClient> => {
    if (client && (await client.get('/occ/requests')).status === 200) return client;
    return (client = await world.app.signIn(officer.email));
  };
  const pathOf = (reference: string, task = ''): string => `/occ/requests/${reference}${task && `/${task}`}`;
  return {
    ...world,
    ...{ officer, admin, compliance },
    take: async (changes = {}) => {
      const { status, location, text } = await (
        await compliance()
      ).submit('/occ/requests/new', { ...letterReceived, ...changes });
      const reference = /^\/occ\/requests\/(R-[0-9A-Z]{8})$/.exec(location)?.[1];
      if (!reference) throw new Error(`Typing a request in was answered with ${status}: ${text}`);
      return reference;
    },
    on: async (reference, task, fields) => {
      const client = await compliance();
      return client.post(pathOf(reference, task), { _csrf: await client.csrfToken(), ...fields });
    },
    todayTyped: () => today(world.app.clock.now).split('-').reverse().join('/'),
    page: async (reference, task) => (await (await compliance()).get(pathOf(reference, task))).text,
    lastEvent: async (action) => (await world.events(action)).at(-1),
  };
}

/** A page's clock as a list of facts: by its words. */
export function factIn(page: string, key: string): string | undefined {
  const cell = new RegExp(`<dt[^>]*>${key}</dt>\\s*<dd[^>]*>([^<]*)</dd>`).exec(page);
  return cell?.[1]?.trim();
}
