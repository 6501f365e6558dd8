import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { benchAnnotated } from './annotated.ts';
import { benchAudit } from './audit.ts';
import { benchExport } from './export.ts';
import { benchFindings } from './findings.ts';
import { benchOutcomes } from './outcomes.ts';
import { benchPipeline } from './pipeline.ts';
import { benchRemovals } from './removal.ts';
import { benchReports } from './reports.ts';
import { openBench, type Bench } from './server.ts';
import { benchSignedInPage } from './signed-in-page.ts';
import { barOf, isMet, tableOf, verdictOf, type Line } from './table.ts';
import { benchUsualExtract } from './usual-extract.ts';

/** The parts of the bench by name; `npm run bench -- pipeline` runs one alone. */
const parts: Record<string, (bench: Bench) => Promise<Line[]>> = {
  pipeline: benchPipeline,
  findings: benchFindings,
  outcomes: benchOutcomes,
  usual: benchUsualExtract,
  reports: benchReports,
  page: benchSignedInPage,
  annotated: benchAnnotated,
  audit: benchAudit,
  removals: benchRemovals,
  export: benchExport,
};

async function main(): Promise<void> {
  const asked = process.argv.slice(2);
  const bench = await openBench();
  const lines: Line[] = [];
  try {
    for (const [name, part] of Object.entries(parts)) {
      if (asked.length > 0 && !asked.includes(name)) continue;
      console.error(`${name} ...`);
      lines.push(...(await part(bench)));
    }
  } finally {
    await bench.close();
  }
  console.log(tableOf(lines));
  await keep(lines);
  process.exitCode = lines.every(isMet) ? 0 : 1;
}

/** DATA_DIR/bench.json: the same for programs. */
async function keep(lines: readonly Line[]): Promise<void> {
  const folder = path.resolve(process.env.DATA_DIR ?? './data');
  await mkdir(folder, { recursive: true });
  const report = {
    at: new Date().toISOString(),
    node: process.version,
    lines: lines.map((line) => ({ ...line, bar: barOf(line), verdict: verdictOf(line) })),
  };
  await writeFile(path.join(folder, 'bench.json'), `${JSON.stringify(report, null, 2)}\n`);
}

await main();
