import path from 'node:path';
import { titleOf } from './accounts/your-account/table-titles.ts';
import type { CollectParts } from './data-rights/exports/collect/collect-export.ts';
import type { PackParts } from './data-rights/exports/pack-export.ts';
import { COLLECT_EXPORT, EXPIRE_EXPORTS, PACK_EXPORT } from './data-rights/exports/export-jobs.ts';
import { expireExports } from './data-rights/exports/expire-exports.ts';
import { systemClock } from './platform/clock.ts';
import type { TaskList } from './platform/jobs.ts';
import type { Resources } from './resources.ts';
import { activities } from './policies/processing/specification/activities.ts';
import { readContacts } from './policies/texts/read-contacts.ts';
import { shippedTexts } from './policies/texts/read-files.ts';
import { keptOriginalsOf } from './uploads/kept-originals.ts';
import { openOriginal } from './uploads/store-originals.ts';
import { personalData } from './wiring-personal-data.ts';

type ExportResources = Pick<Resources, 'database' | 'secrets'>;

/**
 * The jobs of access exports. What gathers and packs is loaded when there is something to gather or pack: it brings the
 * PDF along, which a worker has no use for as a rule.
 */
export function exportTasks(resources: ExportResources, dataDir: string | null): TaskList {
  const idIn = (payload: unknown): number => (payload as { exportId: number }).exportId;
  return {
    [COLLECT_EXPORT]: async (payload, { job }) => {
      const { collectExport } = await import('./data-rights/exports/collect/collect-export.ts');
      await collectExport(collectParts(resources, dataDir), idIn(payload), job.attempts);
    },
    [PACK_EXPORT]: async (payload, { job }) => {
      const { packExport } = await import('./data-rights/exports/pack-export.ts');
      await packExport(packParts(resources), idIn(payload), job.attempts);
    },
    [EXPIRE_EXPORTS]: async () => {
      await expireExports({ db: resources.database.knex, clock: systemClock });
    },
  };
}

/** What gathering works with. @param dataDir where letters are laid down and OCC's texts stand; null where not known */
export function collectParts({ database, secrets }: ExportResources, dataDir: string | null): CollectParts {
  const db = database.knex;
  const added = path.join(dataDir ?? '.', 'policies');
  return {
    ...{ db, clock: systemClock, secrets, declared: personalData, titleOf, dataDir },
    ...{ filesOf: keptOriginalsOf, uses: activities },
    officer: async () => (await readContacts({ shipped: shippedTexts, added })).officer,
  };
}

export function packParts({ database, secrets }: ExportResources): PackParts {
  return {
    ...{ db: database.knex, clock: systemClock, secrets },
    openOriginal: (db, uploadId) => openOriginal(db, secrets, uploadId),
  };
}
