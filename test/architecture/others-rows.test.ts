import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import ts from 'typescript';

const root = path.resolve(import.meta.dirname, '../../src');

/** Files that name the connection which sees other authorities' services: who makes it, hands it on, or asks by it. */
const benchmark: Readonly<Record<string, string>> = {
  'platform/database.ts': 'opens it, as a role that sees nothing but the views of the benchmark',
  'main.ts': 'hands it to the reader of the benchmark set',
  'wiring-jobs.ts': 'hands it to the reader of what is usual, which uploads are judged by',
  'reports/routes.ts': 'hands it to the readers of the benchmark set and of its history',
  'reports/benchmark/store-benchmark.ts': 'the benchmark set, which only peersFor answers from',
  'reports/benchmark/store-history.ts': 'the same of earlier quarters',
  'reports/benchmark/store-usual.ts': 'what is usual, judged and rounded before anything leaves it',
  'reports/analyses/trend.ts': 'hands it to the reader of earlier quarters',
  'reports/store.ts': 'finds own versions in benchmark.versions, the one view that the application may read',
};

/** Files that read or write the rows themselves, as the application, each with what keeps it to one authority's. */
const rows: Readonly<Record<string, string>> = {
  'extracts/load-extract.ts': 'copies the rows of one upload into its version, and reads none',
  'extracts/store.ts': 'an authority’s own live rows, or those of the version of one upload',
  'extracts/store-changes.ts': 'two versions of one authority, side by side',
  'reports/store.ts': 'own versions, which ownVersions finds by the reader’s authority',
  'reports/store-period.ts': 'the days of the own version, and of the authority’s own grades',
  'reports/measures/measured-kind.ts': 'takes away what was worked out for the version of one upload',
  'reports/measures/refresh-measures.ts': 'works out what is stored with a version, and shows nothing of it',
  'data-rights/removals/finish-removal.ts': 'names the tables that it leaves as they are, and reads no row',
};

const UNMISTAKABLE = /\b(?:service_measures|measured_services|live_extracts)\b/;
const OF_SERVICES =
  /\b(?:from|join|update|into|table|from\s[\w.]+(?:\s\w+)*,)\s+(?:only\s+)?(?:public\.)?"?services\b/i;
/** What takes the name of a table as an argument: knex, and COPY. */
const TAKES_A_TABLE = /^(?:db|trx|knex)\b|\.(?:from|into|table|join|leftJoin|innerJoin|batchInsert)$|Copy$/;
/** Beside these in one list, `services` is a table. */
const TABLES = /^(?:quality_scores|performance_items|extracts|outcome_forms)$/;

interface Source {
  name: string;
  tree: ts.SourceFile;
}

async function sources(): Promise<Source[]> {
  const names = (await readdir(root, { recursive: true })).filter((name) => name.endsWith('.ts'));
  return Promise.all(
    names.map(async (name) => {
      const code = await readFile(path.join(root, name), 'utf8');
      const tree = ts.createSourceFile(name, code, ts.ScriptTarget.Latest, true);
      return { name: name.replaceAll('\\', '/'), tree };
    }),
  );
}

function has(node: ts.Node, claim: (node: ts.Node) => boolean): boolean {
  return claim(node) || (ts.forEachChild(node, (child) => has(child, claim)) ?? false);
}

/** Any mention: `database.benchmark`, one taken out of it, a parameter of the name, the role, a view of the schema. */
function namesBenchmark(node: ts.Node): boolean {
  if (isText(node)) return /^benchmark$|\bspbench_benchmark\b|\b(?:from|join)\s+benchmark\./.test(node.text);
  if (!ts.isIdentifier(node)) return false;
  return node.text === 'benchmark' || node.text === 'BENCHMARK_ROLE';
}

function readsRows(node: ts.Node): boolean {
  if (!isText(node)) return false;
  const { text } = node;
  return UNMISTAKABLE.test(text) || OF_SERVICES.test(text) || (text === 'services' && isTable(node));
}

function isTable({ parent }: ts.Node): boolean {
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent))
    return TAKES_A_TABLE.test(parent.expression.getText());
  if (ts.isArrayLiteralExpression(parent))
    return parent.elements.some((one) => isText(one) && TABLES.test(one.text));
  return false;
}

function isText(node: ts.Node): node is ts.LiteralLikeNode {
  return ts.isStringLiteral(node) || ts.isTemplateLiteralToken(node);
}

describe('other authorities’ services', () => {
  let all: Source[];
  before(async () => (all = await sources()));

  const filesThat = (claim: (node: ts.Node) => boolean): string[] =>
    all.filter(({ tree }) => has(tree, claim)).map(({ name }) => name);

  it('are read by the benchmark’s role, in the files that this is written down of and in no other [P22]', () => {
    expect(filesThat(namesBenchmark)).to.have.members(Object.keys(benchmark));
  });

  it('are not within reach of any file that reads the rows themselves but for those that keep to one authority’s', () => {
    expect(filesThat(readsRows)).to.have.members(Object.keys(rows));
  });

  it('would be found in whatever way a new file asked for them', () => {
    const found = (code: string, claim: (node: ts.Node) => boolean) =>
      has(ts.createSourceFile('new.ts', code, ts.ScriptTarget.Latest, true), claim);
    for (const code of [
      'await db("services").select("units")',
      "db.from('services')",
      "db('extracts').join('services', 'services.extract_id', 'extracts.id')",
      'db.raw(`select ${columns} from services where extract_id = ?`)',
      'client.query("update public.services set units = 1")',
      "db('live_extracts')",
      "db.raw('select 1 from extracts, services where true')",
      'const sql = `with one as (select * from ${a} join measured_services using (row))`',
      "for (const table of ['services', 'quality_scores']) await db(table)",
      "new BinaryCopy(client, 'services', columns)",
    ])
      expect(found(code, readsRows), code).to.be.true;
    for (const code of [
      '// from services\n/* join live_extracts */ const services = 1',
      "const key = 'services'; say('services', `12 services of yours`)",
      "const order = ['fundings', 'services', 'quality']",
    ])
      expect(found(code, readsRows), code).to.be.false;
    for (const code of [
      'database.benchmark.raw(sql)',
      'const { benchmark } = database',
      'f({ benchmark: db })',
      'db.raw(`select * from benchmark.services where ${within}`)',
      "db.withSchema('benchmark').from('history')",
    ])
      expect(found(code, namesBenchmark), code).to.be.true;
  });
});
