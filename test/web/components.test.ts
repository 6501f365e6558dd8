import { expect } from 'chai';
import ejs from 'ejs';
import { readFileSync } from 'node:fs';

const root = `${import.meta.dirname}/../..`;

type Options = Record<string, unknown>;
interface Text {
  text?: string;
  classes?: string;
}
interface Fixture {
  name: string;
  options: Options;
  html: string;
}

describe('Page components', () => {
  describe('write the same page as govuk-frontend from the same facts', () => {
    for (const counterpart of counterparts()) {
      const { component, ours, least, locals } = counterpart;
      const same = fixturesOf(component).filter((fixture) => withinOurWords(fixture, counterpart));
      for (const { name, options, html } of same)
        it(`${component}: ${name}`, () => {
          expect(normalised(render(ours, locals(options)))).to.deep.equal(normalised(html));
        });
      it(`${component}: ${least} fixtures or more are within our words`, () => {
        expect(same.length).to.be.at.least(least);
      });
    }
  });

  describe('escape what they are given', () => {
    const hostile = `"><script>alert('x')</script>`;
    const item = { value: hostile, text: hostile, hint: hostile };
    const field = {
      id: hostile,
      name: hostile,
      label: hostile,
      hint: hostile,
      error: hostile,
      value: hostile,
    };
    const cases: [string, Options][] = [
      ['error-summary', { errors: [{ field: hostile, message: hostile }] }],
      ['text-field', { ...field, type: hostile, width: hostile, autocomplete: hostile, inputmode: hostile }],
      ['file-field', { ...field, accept: hostile }],
      ['select', { ...field, items: [item] }],
      ['radios', { ...field, legend: hostile, items: [item, item] }],
      ['checkboxes', { ...field, legend: hostile, items: [item, item] }],
      ['button', { text: hostile, name: hostile, value: hostile }],
      ['button', { text: hostile, href: hostile }],
      ['tag', { text: hostile, colour: hostile }],
      ['notice', { text: hostile, title: hostile, id: hostile }],
      ['inset', { text: hostile }],
      ['warning-text', { text: hostile }],
      ['details', { summary: hostile, text: hostile }],
      ['summary-list', { rows: [{ key: hostile, value: hostile, href: hostile, linkText: hostile }] }],
      [
        'pagination',
        { pagination: { label: hostile, next: hostile, items: [{ number: hostile, href: hostile }] } },
      ],
      ['progress', { label: hostile, value: 5 }],
      ['csrf', { csrfToken: hostile }],
      ['form-token', { formToken: hostile }],
      ['cards', { cards: [{ title: hostile, text: hostile, href: hostile, linkText: hostile }] }],
    ];
    for (const [name, locals] of cases)
      it(name, () => {
        expect(render(name, locals)).to.include('&gt;&lt;script&gt;').and.not.include('<script');
      });
  });

  describe('leave out what has no place', () => {
    it('error-summary without errors, pagination without pages', () => {
      expect(render('error-summary', {}).trim()).to.equal('');
      expect(render('error-summary', { errors: [] }).trim()).to.equal('');
      expect(render('pagination', {}).trim()).to.equal('');
    });

    it('a fault of the whole form is not a link', () => {
      expect(render('error-summary', { errors: [{ field: '', message: 'Try again' }] })).not.to.include(
        '<a ',
      );
    });

    it('a progress bar without a value says only that work is under way', () => {
      const bar = render('progress', { label: 'Waiting' });
      expect(bar).not.to.include('value=').and.not.include('%');
      expect(render('progress', { label: 'Loading', value: 41.9 }))
        .to.include('value="41.9"')
        .and.include('41%');
    });
  });
});

interface Counterpart {
  component: string;
  ours: string;
  /** The options that ours has a word for, as paths; a fixture that uses another is left aside. */
  says: string;
  /** The classes that ours has a word for. */
  classes?: RegExp;
  /** What ours always has or says. */
  fits?: (options: Options) => boolean;
  /** How many fixtures must be within our words, so that none falls out unseen. */
  least: number;
  locals: (options: Options) => Options;
}

function counterparts(): Counterpart[] {
  const labelled = 'id name label.text label.classes hint.text errorMessage.text';
  const choices = `idPrefix name fieldset.legend.text fieldset.legend.classes hint.text errorMessage.text classes
    items.value items.text items.checked items.hint.text`;
  const field = (o: Options) => ({
    ...o,
    id: o.id ?? o.name,
    label: textOf(o.label),
    labelSize: sizeOf(o.label as Text, 'govuk-label--'),
    hint: textOf(o.hint),
    error: textOf(o.errorMessage),
  });
  const group = (o: Options) => {
    const { legend } = o.fieldset as { legend: Text };
    return {
      name: o.name,
      id: o.idPrefix,
      legend: legend.text,
      legendSize: sizeOf(legend, 'govuk-fieldset__legend--'),
      hint: textOf(o.hint),
      error: textOf(o.errorMessage),
      small: /--small/.test(classesOf(o)),
      inline: /--inline/.test(classesOf(o)),
      items: (o.items as Options[]).map((item) => ({ ...item, hint: textOf(item.hint) })),
    };
  };
  const href = (link: unknown) => (link as { href?: string } | undefined)?.href;

  return [
    {
      component: 'input',
      ours: 'text-field',
      says: `${labelled} classes type value autocomplete inputmode spellcheck`,
      classes: /^govuk-input--width-\d+$|^govuk-label--[sml]$/,
      least: 19,
      locals: (o) => ({ ...field(o), width: /\d+/.exec(classesOf(o))?.[0] }),
    },
    {
      component: 'file-upload',
      ours: 'file-field',
      says: `${labelled} attributes.accept`,
      least: 6,
      locals: (o) => ({ ...field(o), accept: (o.attributes as { accept?: string } | undefined)?.accept }),
    },
    {
      component: 'select',
      ours: 'select',
      says: `${labelled} items.value items.text items.selected`,
      least: 5,
      locals: (o) => ({ items: [], ...field(o) }),
    },
    {
      component: 'radios',
      ours: 'radios',
      says: choices,
      fits: (o) => o.fieldset !== undefined,
      classes: /^(govuk-radios--(inline|small) ?)+$|^govuk-fieldset__legend--[sml]$/,
      least: 8,
      locals: group,
    },
    {
      component: 'checkboxes',
      ours: 'checkboxes',
      says: choices,
      fits: (o) => o.fieldset !== undefined,
      classes: /^govuk-checkboxes--small$|^govuk-fieldset__legend--[sml]$/,
      least: 8,
      locals: group,
    },
    {
      component: 'button',
      ours: 'button',
      says: 'text href name value classes',
      classes: /^govuk-button--(secondary|warning)$/,
      least: 8,
      locals: (o) => ({
        ...o,
        secondary: classesOf(o).endsWith('secondary'),
        warning: classesOf(o).endsWith('warning'),
      }),
    },
    {
      component: 'tag',
      ours: 'tag',
      says: 'text classes',
      classes: /^govuk-tag--\w+$/,
      least: 10,
      locals: (o) => ({ ...o, colour: classesOf(o).replace('govuk-tag--', '') }),
    },
    {
      component: 'notification-banner',
      ours: 'notice',
      says: 'text titleText titleId type',
      least: 8,
      locals: (o) => ({ text: o.text, title: o.titleText, success: o.type === 'success', id: o.titleId }),
    },
    { component: 'inset-text', ours: 'inset', says: 'text', least: 2, locals: (o) => o },
    {
      component: 'warning-text',
      ours: 'warning-text',
      says: 'text iconFallbackText',
      fits: (o) => o.text !== undefined,
      least: 4,
      locals: (o) => o,
    },
    {
      component: 'details',
      ours: 'details',
      says: 'summaryText text',
      least: 3,
      locals: (o) => ({ summary: o.summaryText, text: o.text }),
    },
    {
      component: 'summary-list',
      ours: 'summary-list',
      says: 'rows.key.text rows.value.text',
      least: 1,
      locals: (o) => ({
        rows: (o.rows as Options[]).map((row) => ({ key: textOf(row.key), value: textOf(row.value) })),
      }),
    },
    {
      component: 'pagination',
      ours: 'pagination',
      says: `landmarkLabel previous.href next.href items.number items.href items.current items.ellipsis`,
      least: 8,
      locals: (o) => ({
        pagination: { ...o, label: o.landmarkLabel, previous: href(o.previous), next: href(o.next) },
      }),
    },
    {
      component: 'error-summary',
      ours: 'error-summary',
      says: 'titleText errorList.text errorList.href',
      fits: (o) => o.titleText === 'There is a problem',
      least: 5,
      locals: (o) => ({
        errors: (o.errorList as { text: string; href?: string }[]).map(({ text, href: to }) => ({
          field: to?.slice(1) ?? '',
          message: text,
        })),
      }),
    },
  ];
}

/** Whether our locals can say all that the fixture says. */
function withinOurWords({ options }: Fixture, { says, classes, fits }: Counterpart): boolean {
  const words = says.split(/\s+/);
  return (
    (fits?.(options) ?? true) &&
    said(options).every(([path, value]) => {
      if (path.endsWith('classes')) return words.includes(path) && classes?.test(value);
      return words.includes(path);
    })
  );
}

/** Every option of a fixture as its path and value; the items of a list share one path. */
function said(part: unknown, path = ''): [string, string][] {
  if (Array.isArray(part)) return part.flatMap((item) => said(item, path));
  if (part === null || typeof part !== 'object') return [[path, String(part)]];
  const under = (key: string) => (path ? `${path}.${key}` : key);
  return Object.entries(part).flatMap(([key, value]) => said(value, under(key)));
}

function fixturesOf(component: string): Fixture[] {
  const path = `${root}/node_modules/govuk-frontend/dist/govuk/components/${component}/fixtures.json`;
  return (JSON.parse(readFileSync(path, 'utf8')) as { fixtures: Fixture[] }).fixtures;
}

function render(component: string, locals: Options): string {
  return ejs.render(readFileSync(`${root}/views/components/${component}.ejs`, 'utf8'), locals);
}

function textOf(part: unknown): string | undefined {
  return (part as Text | undefined)?.text;
}

function classesOf(options: Options): string {
  return (options.classes as string | undefined) ?? '';
}

function sizeOf(part: Text | undefined, prefix: string): string | undefined {
  return part?.classes?.startsWith(prefix) ? part.classes.slice(prefix.length) : undefined;
}

/** The tags (attributes in order of name) and words of a piece of HTML, without what the eye does not see. */
function normalised(html: string): string[] {
  return (html.match(/<[^>]+>|[^<]+/g) ?? [])
    .map((part) => (part.startsWith('<') ? tag(part) : decoded(part).replace(/\s+/g, ' ').trim()))
    .filter(Boolean);
}

function tag(source: string): string {
  const name = /^<(\/?[a-z0-9]+)/.exec(source)?.[1] ?? '';
  const attributes = [...source.slice(name.length + 1).matchAll(/([^\s=>"]+)(?:="([^"]*)")?/g)]
    .map(([, key = '', value]) => (value === undefined ? key : `${key}="${spaced(key, decoded(value))}"`))
    .sort();
  return `<${[name, ...attributes].join(' ')}>`;
}

function spaced(attribute: string, value: string): string {
  return attribute === 'class' ? value.split(/\s+/).filter(Boolean).sort().join(' ') : value;
}

function decoded(text: string): string {
  const marks: Record<string, string> = {
    '&lt;': '<',
    '&gt;': '>',
    '&quot;': '"',
    '&#34;': '"',
    '&#39;': "'",
    '&amp;': '&',
  };
  return text.replace(/&(?:lt|gt|quot|#34|#39|amp);/g, (mark) => marks[mark] ?? mark);
}
