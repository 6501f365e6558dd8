import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { parse } from 'csv-parse/sync';
import { openZip } from '../../src/platform/zip.ts';
import { withFile } from '../support/extract-files.ts';
import type { HttpClient } from '../support/http-client.ts';
import { rawZip } from '../support/raw-zip.ts';
import type { WholeApp } from '../support/whole-app.ts';
import type { Sent } from './officer.ts';

export const SERVICES = 'SupportService.csv';
export const FUNDINGS = 'SupportServiceSPFunding.csv';
export const ADDED = ['SP-Bench result', 'SP-Bench messages'];

/** A download with the findings beside the rows, unpacked. */
export interface Annotated {
  headers: Headers;
  /** The bytes of each file, by its name. */
  files: Map<string, Buffer>;
}

/** Asks for an upload's annotated.zip as a browser would; the body is not read yet. */
export function askAnnotated(
  app: WholeApp,
  officer: HttpClient,
  { path }: Pick<Sent, 'path'>,
  signal?: AbortSignal,
): Promise<Response> {
  const cookie = [...officer.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return fetch(`${app.baseUrl}${path}/annotated.zip`, { headers: { cookie }, redirect: 'manual', signal });
}

export async function annotatedOf(
  app: WholeApp,
  officer: HttpClient,
  sent: Pick<Sent, 'path'>,
): Promise<Annotated> {
  const response = await askAnnotated(app, officer, sent);
  if (response.status !== 200) throw new Error(`The download was answered with ${response.status}`);
  const files = await unpacked(Buffer.from(await response.arrayBuffer()));
  return { headers: response.headers, files };
}

function unpacked(zip: Buffer): Promise<Map<string, Buffer>> {
  return withFile(zip, async (file) => {
    const { entries, close } = await openZip(file);
    const files = new Map<string, Buffer>();
    for (const { name, read } of entries) files.set(name, await buffer(Readable.from(read())));
    close();
    return files;
  });
}

/** The records of a table of the download, the heading being the first. */
export function rowsIn({ files }: Annotated, name = 'SupportService.csv'): string[][] {
  return parse(files.get(name) ?? '', { bom: true, relax_column_count: true });
}

/** Result and messages of each row below the headings. */
export function verdictsIn(annotated: Annotated, name?: string): [string | undefined, string | undefined][] {
  return rowsIn(annotated, name)
    .slice(1)
    .map((row) => [row.at(-2), row.at(-1)]);
}

/** READ-ME.txt, a line each. */
export function readMeIn({ files }: Annotated): string[] {
  return (files.get('READ-ME.txt') ?? Buffer.alloc(0)).toString().split('\r\n');
}

/** The download as it would be zipped and sent again. */
export function zippedAgain({ files }: Annotated): Buffer {
  return rawZip([...files].map(([name, content]) => ({ name, content })));
}

/** An upload's findings.csv, a finding each. */
export async function findingsOf(
  officer: HttpClient,
  { path }: Pick<Sent, 'path'>,
): Promise<Record<string, string>[]> {
  return parse((await officer.get(`${path}/findings.csv`)).text, { columns: true, bom: true });
}
