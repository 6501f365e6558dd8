/** A form of a page with every field filled in, as somebody would who writes the same word everywhere. */
export interface FilledForm {
  action: string;
  /** The same with days written in one way or another, and with the first or the last of what can be chosen. */
  ways: [string, string][][];
}

/** Every form of a page that is sent by POST. @param word what goes wherever words go */
export function filledForms(html: string, page: string, word: string): FilledForm[] {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].flatMap(([, tag = '', inside = '']) => {
    if (attribute(tag, 'method').toLowerCase() !== 'post' || tag.includes('multipart')) return [];
    const ways = [fieldsIn(inside, word, '05/01/2026'), fieldsIn(inside, word, '2026-01-05')];
    return [{ action: attribute(tag, 'action') || page, ways: [...ways, ...ways.map(lastChoices(inside))] }];
  });
}

/** With the last radio of each group in place of the first. */
function lastChoices(html: string): (fields: [string, string][]) => [string, string][] {
  const last = new Map<string, string>();
  for (const [tag] of html.matchAll(/<input\b[^>]*type="radio"[^>]*>/g))
    last.set(attribute(tag, 'name'), attribute(tag, 'value'));
  return (fields) => fields.map(([name, value]) => [name, last.get(name) ?? value]);
}

function fieldsIn(html: string, word: string, day: string): [string, string][] {
  const fields: [string, string][] = [];
  const chosen = new Set<string>();
  for (const [tag] of html.matchAll(/<input\b[^>]*>/g)) {
    const [name, type, value] = ['name', 'type', 'value'].map((key) => attribute(tag, key)) as [
      string,
      string,
      string,
    ];
    if (name === '' || type === 'file' || type === 'submit') continue;
    if (type === 'radio' || type === 'checkbox') {
      // The first that says something; one of a group of radios.
      if (value === '' || (type === 'radio' && chosen.has(name))) continue;
      chosen.add(name);
      fields.push([name, value]);
    } else fields.push([name, type === 'hidden' ? value : valueFor(name, type, value, { word, day })]);
  }
  for (const [, tag = ''] of html.matchAll(/<textarea\b([^>]*)>/g))
    fields.push([attribute(tag, 'name'), `About ${word}`]);
  for (const [, tag = '', options = ''] of html.matchAll(/<select\b([^>]*)>(.*?)<\/select>/gs)) {
    const values = [...options.matchAll(/<option\b[^>]*value="([^"]*)"/g)].map(([, value = '']) => value);
    fields.push([attribute(tag, 'name'), values.find((value) => value !== '') ?? '']);
  }
  return fields;
}

function valueFor(
  name: string,
  type: string,
  value: string,
  { word, day }: { word: string; day: string },
): string {
  if (/email/i.test(name) || type === 'email') return `${word}@ealing.example`;
  if (/phone/i.test(name)) return `020 ${word}`;
  if (/(On|day|Day|date|Date|from|until|Until)$/.test(name)) return day;
  if (/time|At$/.test(name)) return '10:00';
  // No sentence, so without a space.
  if (name === 'caseNumber') return word;
  if (/pence|amount|fee|count|number/i.test(name)) return '1';
  return value === '' || type === 'text' ? `Zelda ${word}` : value;
}

function attribute(tag: string, name: string): string {
  const found = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
  return found
    .replaceAll('&#39;', "'")
    .replaceAll('&#34;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** Addresses of our own that a page leads to, without what follows a hash. */
export function linksOn(html: string): string[] {
  const links = [...html.matchAll(/href="(\/[^"#]*)/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));
  return [...new Set(links)];
}
