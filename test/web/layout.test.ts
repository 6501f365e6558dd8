import { expect } from 'chai';
import ejs from 'ejs';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { sectionsOf } from '../../src/web/navigation.ts';

const layout = fileURLToPath(new URL('../../views/layout.ejs', import.meta.url));

describe('Layout', () => {
  const officer = {
    name: 'Priya <Raman>',
    email: 'p@example.org',
    role: 'officer',
    authority: { name: 'Ealing', code: '00AJ' },
    permissions: new Set(['uploads:read', 'reports:read']),
  };

  it('offers sign-in and no navigation before sign-in', () => {
    const html = page({ title: 'Contact' });
    expect(html).to.include('<title>Contact – SP-Bench</title>').and.include('href="/sign-in"');
    expect(html).not.to.include('aria-label="Main"').and.not.include('<form');
  });

  it('names the person and the authority, marks the section and signs out by a form', () => {
    const html = page({ title: 'Uploads', section: 'uploads' }, officer);
    expect(html).to.include('href="/account">Priya &lt;Raman&gt;</a>, Ealing');
    expect(html).to.match(/<a [^>]*href="\/uploads" aria-current="true">Uploads<\/a>/);
    expect(html).to.match(/<a [^>]*href="\/reports">Reports<\/a>/);
    expect(html).to.match(
      /<form [^>]*method="post" action="\/sign-out">\s*<input [^>]*name="_csrf" value="token">/,
    );
  });

  it('shows the staff of Oxford Computer Consultants no uploads and reports of their own', () => {
    const html = page({ title: 'Home' }, { ...officer, authority: null, permissions: new Set() });
    expect(html)
      .to.include('Priya &lt;Raman&gt;</a>, Oxford Computer Consultants')
      .and.not.include('aria-label="Main"');
  });

  it('leads to policies, documentation and contact from the foot of every page', () => {
    const foot = /<footer.*<\/footer>/s.exec(page({ title: 'Contact' }))?.[0] ?? '';
    for (const href of ['/policies/privacy', '/policies/cookies', '/policies', '/documentation', '/contact'])
      expect(foot).to.include(`href="${href}"`);
  });

  it('says in the title that there is an error', () => {
    const errors = [{ field: 'email', message: 'Enter your email address' }];
    expect(page({ title: 'Sign in', errors })).to.include('<title>Error: Sign in – SP-Bench</title>');
  });

  it('puts attributes on main, escaped, and the back link before it', () => {
    const html = page({ title: 'x', backLink: '/uploads', mainAttributes: { 'data-state': '"live"' } });
    expect(html).to.include('id="main-content" tabindex="-1" data-state="&#34;live&#34;">');
    expect(html.indexOf('href="/uploads" class="govuk-back-link"')).to.be.within(1, html.indexOf('<main'));
  });

  function page(
    frame: Record<string, unknown> & { errors?: object[] },
    viewer: object | null = null,
  ): string {
    const sections = sectionsOf((viewer ?? undefined) as Express.User | undefined);
    const parts = { frame, viewer, sections, signedIn: null, body: '<p>Body</p>' };
    const locals = { ...parts, csrfToken: 'token', errors: frame.errors ?? [] };
    return ejs.render(readFileSync(layout, 'utf8'), locals, { filename: layout, root: path.dirname(layout) });
  }
});
