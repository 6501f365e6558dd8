import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';

const folder = path.resolve(import.meta.dirname, '..');

/** Ways to leave a test out, or to leave all the others out. Written so that this file is not one of them. */
const dodges = [
  String.raw`\.(skip|only)\s*\(`,
  String.raw`\b[xf](it|describe|context)\s*\(`,
  String.raw`\bthis\.pending\b`,
];

describe('the tests', () => {
  let files: { name: string; text: string }[];
  before(async () => {
    const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.test.ts'));
    files = await Promise.all(
      names.map(async (name) => ({ name, text: await readFile(path.join(folder, name), 'utf8') })),
    );
  });
  const filesWith = (pattern: RegExp): string[] =>
    files.filter(({ text }) => pattern.test(text)).map(({ name }) => name);

  it('are found', () => {
    expect(files).to.have.length.above(20);
  });

  it('leave nothing out', () => {
    for (const dodge of dodges) expect(filesWith(new RegExp(dodge)), dodge).to.be.empty;
  });

  it('all expect something', () => {
    const silent = files.filter(({ text }) => !/\bexpect\(/.test(text)).map(({ name }) => name);
    expect(silent).to.be.empty;
  });

  it('that say something have a body', () => {
    expect(filesWith(/\bit\(\s*(['"`])(?:(?!\1).)*\1\s*,?\s*\)/)).to.be.empty;
    expect(filesWith(/\bit\([^)]*,\s*(?:async\s*)?(?:\(\)\s*=>|function\s*\(\))\s*\{\s*\}\s*\)/)).to.be.empty;
  });
});
