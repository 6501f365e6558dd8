import { columnLetters } from '../../tables/index.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const namespaces = 'http://schemas.openxmlformats.org';
const kinds = `${namespaces}/officeDocument/2006/relationships`;
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

export const SHEET_PART = 'xl/worksheets/sheet1.xml';

/** What a workbook of one sheet needs beside the sheet, by the parts' names (ECMA-376, parts 1 and 2). */
export const containerParts: Readonly<Record<string, string>> = {
  '[Content_Types].xml': `${declaration}<Types xmlns="${namespaces}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/${SHEET_PART}" ContentType="${types}.worksheet+xml"/></Types>`,
  '_rels/.rels': relationships('officeDocument', 'xl/workbook.xml'),
  'xl/workbook.xml': `${declaration}<workbook xmlns="${namespaces}/spreadsheetml/2006/main" xmlns:r="${kinds}"><sheets><sheet name="Outcomes" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': relationships('worksheet', 'worksheets/sheet1.xml'),
};

export const sheetStart = `${declaration}<worksheet xmlns="${namespaces}/spreadsheetml/2006/main"><sheetData>`;
export const sheetEnd = '</sheetData></worksheet>';

/** A row with its texts in their cells, so that no list of texts has to be held until the end. */
export function sheetRow(row: number, cells: readonly string[]): string {
  const each = cells.map(
    (cell, at) => `<c r="${columnLetters(at + 1)}${row}" t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`,
  );
  return `<row r="${row}">${each.join('')}</row>`;
}

function relationships(kind: string, target: string): string {
  return `${declaration}<Relationships xmlns="${namespaces}/package/2006/relationships"><Relationship Id="rId1" Type="${kinds}/${kind}" Target="${target}"/></Relationships>`;
}

/** A line break becomes a space, which no rule tells apart; `_xHHHH_` would be read as the character that it names. */
function escaped(text: string): string {
  if (!/[\s&<>_]/.test(text)) return text;
  return text
    .replace(/\s+/g, ' ')
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
