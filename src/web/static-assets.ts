import { createRequire } from 'node:module';
import path from 'node:path';
import express, { type Express } from 'express';

const govukScript = path.join(
  path.dirname(createRequire(import.meta.url).resolve('govuk-frontend/package.json')),
  'dist/govuk/govuk-frontend.min.js',
);

/** The files of public/ and one script of govuk-frontend; its fonts and images are licensed to GOV.UK alone. */
export function setUpAssets(app: Express, root: string): void {
  app.get('/assets/js/govuk-frontend.min.js', (_req, res) => res.sendFile(govukScript));
  app.use(
    '/assets',
    express.static(root, { index: false, redirect: false, dotfiles: 'ignore', fallthrough: false }),
  );
}
