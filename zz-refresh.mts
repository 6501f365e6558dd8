import { readFileSync } from 'node:fs';
import pg from 'pg';
import { openDatabase } from './src/platform/database.ts';
import { prepareDatabase } from './src/database-server.ts';
import { refreshMeasures } from './src/reports/refresh-measures.ts';
const urls = JSON.parse(readFileSync('/tmp/speed/urls.json', 'utf8'));
const measure = async (what: string, url: string, n: number, authority: number) => {
  const db = openDatabase(url, { poolSize: 1 });
  const ts: number[] = [];
  for (let i = 0; i < n; i++) { await db.knex.transaction(async (trx) => { const t = performance.now(); await refreshMeasures(trx, authority); ts.push(performance.now() - t); }); }
  ts.sort((a, b) => a - b); console.log(what, 'min', ts[0]!.toFixed(1), 'median', ts[n >> 1]!.toFixed(1));
  await db.close();
};
const admin = new pg.Client({ connectionString: urls.n28 }); await admin.connect();
const own = (await admin.query("select id from authorities where code='00AJ'")).rows[0].id;
// work on a copy of the usual state: revisions change, which is harmless
await admin.query("alter table extracts add column if not exists is_replaced boolean not null default false");
await measure('usual, 230 services with all', urls.n28, 21, own);
await measure('largest, 1075 services with all', urls.n28, 11, (await admin.query('select authority_id a from extracts join live_extracts using (authority_id) order by services desc limit 1')).rows[0].a);
await admin.query('drop database if exists million'); await admin.query('create database million'); await admin.end();
const url = urls.n28.replace(/n28$/, 'million'); await prepareDatabase(url);
const c = new pg.Client({ connectionString: url }); await c.connect();
await c.query(`insert into users (email, name, role) values ('n@e.org', 'N', 'admin');
insert into uploads (authority_id, uploaded_by, kind, series, file_name, file_size, sha256, data_date, state, live_from) select id, 1, 'extract', 'extract', 'x', 1, '\\x00', '2004-09-13', 'live', now() from authorities where code = '00AJ';
insert into extracts (upload_id, authority_id, extract_date) select id, authority_id, data_date from uploads;
insert into live_extracts select authority_id, id from extracts;
insert into services select 1, n, 'SVC' || lpad(n::text, 7, '0'), 'Maple House floating support ' || n, 1, 1, 1, 1, 1, 1, 1, 37.5, 1, 1, 1, 1, 1, 1, 1, 1, 1 from generate_series(1, 1000000) n;`);
await measure('million without scores, not analyzed', url, 5, own);
await c.query('analyze services'); await measure('million without scores, analyzed', url, 5, own);
await c.end();
