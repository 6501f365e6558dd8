export type XlsxFault =
  'not-a-workbook' | 'encrypted' | 'macros' | 'external-links' | 'too-large' | 'damaged';

/** Why a file is not read as a workbook; `part` names the part of it in which that showed, where there is one. */
export class XlsxError extends Error {
  constructor(
    readonly fault: XlsxFault,
    readonly part = '',
  ) {
    super(`${fault} ${part}`.trim());
  }
}

/** Carries what the taker of a record failed with past the parser, whose own failures mean damage. */
export class TakerFailure extends Error {
  constructor(override readonly cause: Error) {
    super('taker');
  }
}
