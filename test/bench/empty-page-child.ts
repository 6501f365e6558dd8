import { mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import express from 'express';
import { answer } from './child.ts';

/** One EJS page of so many bytes, by Express as it comes. */
const { PORT, BYTES, FOLDER = '' } = process.env;
const views = await mkdtemp(path.join(FOLDER, 'views-'));
const frame = '<!doctype html><title><%= title %></title><p></p>';
await writeFile(path.join(views, 'page.ejs'), frame.replace('<p>', `<p>${'x'.repeat(Number(BYTES) - 40)}`));

const app = express();
app.set('views', views);
app.set('view engine', 'ejs');
app.enable('view cache');
app.get('/', (_req, res) => res.render('page', { title: 'Empty' }));
await new Promise<void>((resolve) => app.listen(Number(PORT), '127.0.0.1', () => resolve()));
answer(() => Promise.resolve({}));
