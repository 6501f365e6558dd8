const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const namespaces = 'http://schemas.openxmlformats.org';
const main = `xmlns="${namespaces}/spreadsheetml/2006/main"`;
const kinds = `${namespaces}/officeDocument/2006/relationships`;
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Which look a cell has: its place among the `cellXfs` of the styles. */
export const looks = { usual: 0, heading: 1, quoted: 2 } as const;

/** As the format has them. */
const LONGEST_NAME = 31;
const NOT_IN_A_NAME = /[[\]:*?/\\\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu;
/** A spreadsheet keeps this name for its own use. */
const RESERVED = 'history';

export const sheetPart = (at: number): string => `xl/worksheets/sheet${at + 1}.xml`;

/** What a workbook needs beside its sheets, by the parts' names (ECMA-376, parts 1 and 2). */
export function containerParts(sheetNames: readonly string[]): Record<string, string> {
  const sheets = sheetNames.map((name, at) => ({ name: inAttribute(name), part: sheetPart(at), id: at + 1 }));
  const overrides = [
    override('xl/workbook.xml', 'sheet.main'),
    ...sheets.map(({ part }) => override(part, 'worksheet')),
    override('xl/styles.xml', 'styles'),
  ];
  const listed = sheets.map(({ name, id }) => `<sheet name="${name}" sheetId="${id}" r:id="rId${id}"/>`);
  return {
    '[Content_Types].xml': `${declaration}<Types xmlns="${namespaces}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`,
    '_rels/.rels': relationships([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `${declaration}<workbook ${main} xmlns:r="${kinds}"><bookViews><workbookView/></bookViews><sheets>${listed.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationships([
      ...sheets.map(({ id }) => ['worksheet', `worksheets/sheet${id}.xml`] as const),
      ['styles', 'styles.xml'],
    ]),
    'xl/styles.xml': styles,
  };
}

/**
 * The cells of a heading are bold. A text that looks like a formula is marked as quoted, so that it stays a text even
 * when somebody edits its cell. The two fills are those that the format wants before any other.
 */
const styles = `${declaration}<styleSheet ${main}><fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font><font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

/** The start of a sheet whose first row stays in sight; widths are in characters. */
export function sheetStart(widths: readonly number[]): string {
  const columns = widths.map(
    (width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  );
  const cols = columns.length > 0 ? `<cols>${columns.join('')}</cols>` : '';
  return `${declaration}<worksheet ${main}><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>${cols}<sheetData>`;
}

export const sheetEnd = '</sheetData></worksheet>';

/** Names that a spreadsheet takes: short, without what its references need, and different in any size of letters. */
export function validSheetNames(names: readonly string[]): string[] {
  const taken = new Set([RESERVED]);
  return names.map((name) => {
    const plain =
      cut(trimmed(name.replace(NOT_IN_A_NAME, ' ').replace(/\s+/g, ' ')), LONGEST_NAME) || 'Sheet';
    let own = plain;
    for (let number = 2; taken.has(own.toLowerCase()); number += 1) {
      own = `${cut(plain, LONGEST_NAME - ` (${number})`.length)} (${number})`;
    }
    taken.add(own.toLowerCase());
    return own;
  });
}

/** Without the apostrophes that may not stand at either end. */
function trimmed(name: string): string {
  return name.replace(/^[\s']+|[\s']+$/g, '');
}

/** Not between the halves of a UTF-16 pair, and not so that an apostrophe comes last. */
function cut(text: string, length: number): string {
  return trimmed(text.slice(0, length).replace(/[\uD800-\uDBFF]$/, ''));
}

function inAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

function override(part: string, kind: string): string {
  return `<Override PartName="/${part}" ContentType="${types}.${kind}+xml"/>`;
}

function relationships(targets: readonly (readonly [kind: string, target: string])[]): string {
  const each = targets.map(
    ([kind, target], at) => `<Relationship Id="rId${at + 1}" Type="${kinds}/${kind}" Target="${target}"/>`,
  );
  return `${declaration}<Relationships xmlns="${namespaces}/package/2006/relationships">${each.join('')}</Relationships>`;
}
