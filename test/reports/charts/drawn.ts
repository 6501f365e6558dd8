import { fileURLToPath } from 'node:url';
import ejs from 'ejs';
import { SaxesParser } from 'saxes';
import { asDocument, type Drawing, type Geometry } from '../../../src/reports/charts/drawing.ts';
import { textWidth } from '../../../src/reports/charts/text.ts';

const views = fileURLToPath(new URL('../../../views', import.meta.url));

export interface Element {
  name: string;
  attributes: Record<string, string>;
  /** Attributes with those of the groups around it. */
  painted: Record<string, string>;
  text: string;
  inDefinition: boolean;
}

export const words = { id: 'given', title: 'Cost & <units>', description: 'Yours 3 < “4”.' };

/** A chart as a page's figure has it. */
export function figure(geometry: Geometry, given = words): Promise<string> {
  return written(geometry.kind, { ...geometry, ...given });
}

/** A chart as a file of its own. */
export function documentOf(geometry: Geometry, given = words): Promise<string> {
  return written('document', asDocument({ ...geometry, ...given }));
}

function written(view: string, chart: Drawing): Promise<string> {
  const file = `${views}/reports/charts/${view}.ejs`;
  return ejs.renderFile(file, { chart }, { root: views, cache: true });
}

/** All elements in order. Throws where the text is not well-formed XML. */
export function elementsOf(xml: string): Element[] {
  const all: Element[] = [];
  const open: Element[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = {
      name,
      attributes,
      painted: { ...open.at(-1)?.painted, ...attributes },
      text: '',
      inDefinition: name === 'defs' || (open.at(-1)?.inDefinition ?? false),
    };
    all.push(element);
    open.push(element);
  });
  parser.on('closetag', () => open.pop());
  parser.on('text', (text) => {
    const element = open.at(-1);
    if (element) element.text += text;
  });
  parser.write(xml).close();
  return all;
}

/** Whatever of a drawing is no number or lies outside its viewBox. */
export function strayOf(markup: string): string[] {
  const elements = elementsOf(markup);
  const svg = elements.find(({ name }) => name === 'svg');
  const [, , width, height] = (svg?.attributes.viewBox ?? '').split(' ').map(Number);
  if (!width || !height) return ['no viewBox'];
  return elements
    .filter(({ inDefinition, name }) => !inDefinition && name !== 'svg')
    .flatMap((element) => {
      const { xs, ys } = placesOf(element);
      const stray =
        xs.some((x) => !(x >= -0.01 && x <= width + 0.01)) || ys.some((y) => !(y >= 0 && y <= height));
      return stray ? [`${element.name} ${JSON.stringify(element.attributes)} ${element.text}`] : [];
    });
}

function placesOf({ name, attributes, painted, text }: Element): { xs: number[]; ys: number[] } {
  const numbers = (...names: string[]) =>
    names.filter((one) => one in attributes).map((one) => Number(attributes[one]));
  const xs = numbers('x', 'x1', 'x2', 'cx');
  const ys = numbers('y', 'y1', 'y2', 'cy');
  const points = (attributes.points ?? '').split(' ').filter((point) => point !== '');
  for (const point of points) {
    const [x, y] = point.split(',').map(Number);
    xs.push(x ?? NaN);
    ys.push(y ?? NaN);
  }
  if (name === 'rect') {
    xs.push((xs[0] ?? 0) + Number(attributes.width));
    ys.push((ys[0] ?? 0) + Number(attributes.height));
  }
  if (name === 'text') {
    const wide = textWidth(text, painted['font-weight'] === 'bold' ? 'bold' : 'plain');
    const [x = NaN] = xs;
    const start = { middle: x - wide / 2, end: x - wide }[painted['text-anchor'] ?? ''] ?? x;
    xs.push(start, start + wide);
  }
  return { xs, ys };
}
