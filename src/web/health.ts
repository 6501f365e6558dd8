import type { Express } from 'express';
import { paths } from '../paths.ts';

/** For whatever watches the process: is it there, and can it do its work. No session, no page. */
export function setUpHealth(app: Express, readiness: () => Promise<boolean>): void {
  app.get(paths.health, (_req, res) => void res.type('text/plain').send('ok\n'));
  app.get(paths.readiness, async (_req, res) => {
    const ready = await readiness().catch(() => false);
    res
      .status(ready ? 200 : 503)
      .type('text/plain')
      .send(ready ? 'ready\n' : 'not ready\n');
  });
}
