import { readdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import type { WholeApp } from '../support/whole-app.ts';
import {
  EXTRACT_NAME,
  extractZip,
  fundingRow,
  fundingsCsv,
  OWN,
  serviceRow,
  servicesCsv,
  type Row,
} from '../support/extract-files.ts';
import type { Answer, HttpClient } from '../support/http-client.ts';

/** Cells that differ from a sound row's, by the service's number. */
export interface Changes {
  authority?: string;
  services?: Record<number, Row>;
  fundings?: Record<number, Row>;
  others?: Record<string, string>;
}

/** A ZIP of services S1 to S<count> with their funding: sound but for the changes. */
export function extractOf(count: number, changes: Changes = {}): Buffer {
  const { authority = OWN, services = {}, fundings = {}, others = {} } = changes;
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const code = { ExtractONSCode: authority };
  return extractZip(
    {
      services: servicesCsv(numbers.map((n) => serviceRow(`S${n}`, { ...code, ...services[n] }))),
      fundings: fundingsCsv(numbers.map((n) => fundingRow(`S${n}`, { ...code, ...fundings[n] }))),
    },
    others,
  );
}

/** As many rows as asked for, each with a cost of nothing: valid, and irregular. */
export function withoutCost(count: number): Changes {
  const free = Array.from({ length: count }, (_, index) => [index + 1, { WeeklyUnitCost: '0.00' }] as const);
  return { fundings: Object.fromEntries(free) };
}

export interface Sent {
  id: number;
  /** The upload's page. */
  path: string;
}

/** Sends a file by the form on the page; it is expected to be taken in. */
export async function send(
  officer: HttpClient,
  bytes: Buffer,
  name = EXTRACT_NAME,
  options?: string,
): Promise<Sent> {
  const answer = await sendFile(officer, bytes, name, options);
  if (answer.status !== 303)
    throw new Error(`The upload was answered with ${answer.status}: ${errorOn(answer)}`);
  return { id: Number(answer.location.split('/').at(-1)), path: answer.location };
}

/** @param options what is ticked beside the file */
export function sendFile(
  officer: HttpClient,
  bytes: Buffer,
  name = EXTRACT_NAME,
  options?: string,
): Promise<Answer> {
  const file = { field: 'file', name, bytes: new Uint8Array(bytes) };
  return officer.postMultipart('/uploads/new', file, options ? { fields: { options } } : {});
}

/** The page of an upload as soon as it has been checked. */
export async function settledPage(officer: HttpClient, path: string): Promise<Answer> {
  for (;;) {
    const answer = await officer.get(path);
    if (stateOn(answer) !== 'processing') return answer;
    await sleep(50);
  }
}

/** Sends a file and answers the state in which its check ends. */
export async function sendAndSettle(
  officer: HttpClient,
  bytes: Buffer,
  name?: string,
  options?: string,
): Promise<Sent & { state: string }> {
  const sent = await send(officer, bytes, name, options);
  return { ...sent, state: stateOn(await settledPage(officer, sent.path)) };
}

export function stateOn({ text }: Answer): string {
  return /<main[^>]* data-state="([^"]*)"/.exec(text)?.[1] ?? '';
}

/** What the error summary says, without marks. */
export function errorOn({ text }: Answer): string {
  const summary = /<div class="govuk-error-summary.*?<\/ul>/s.exec(text)?.[0] ?? '';
  return plain(/<li>(.*?)<\/li>/s.exec(summary)?.[1] ?? '');
}

/** A page's words. */
export function plain(html: string): string {
  const words = html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return words
    .replaceAll('&#39;', "'")
    .replaceAll('&#34;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** Decides by the form of the upload's page: radios by finding number, or `all`. */
export function decide(
  officer: HttpClient,
  path: string,
  fields: Record<string, string>,
  page = '',
): Promise<Answer> {
  return officer.submit(path + page, fields, { action: `${path}/decisions` });
}

/** Own services with their values as the report's download gives them. */
export async function reported(
  officer: HttpClient,
  measure = 'weekly-unit-cost',
): Promise<Map<string, string>> {
  const { text } = await officer.get(`/reports/cost/${measure}/services.csv`);
  const rows = parse<{ service_id: string; value: string }>(text, { columns: true, bom: true });
  return new Map(rows.map(({ service_id, value }) => [service_id, value]));
}

export async function rowsOf(
  app: WholeApp,
  table: string,
  where: object = {},
): Promise<Record<string, unknown>[]> {
  return app.database.knex(table).where(where).select<Record<string, unknown>[]>('*');
}

/** How many rows each table holds that an upload could leave something in. */
export async function counts(app: WholeApp): Promise<Record<string, number>> {
  const { rows } = await app.database.pool.query<Record<string, number>>(
    `select (select count(*) from uploads) as uploads, (select count(*) from originals) as originals,
            (select count(*) from original_chunks) as chunks, (select count(*) from findings) as findings,
            (select count(*) from extracts) as extracts, (select count(*) from services) as services,
            (select count(*) from graphile_worker._private_jobs) as jobs,
            (select count(*) from audit_events where action like 'upload%') as events`,
  );
  return rows[0]!;
}

/** What stands in the folder for uploads in hand. */
export function filesInHand(app: WholeApp): Promise<string[]> {
  return readdir(app.temporaryFiles.folder);
}
