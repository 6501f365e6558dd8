export interface Choice {
  value: string;
  text: string;
  hint?: string;
}

/** A field of a form that is told as data: what is asked, and what kind of answer it takes. */
export type Field = {
  name: string;
  label: string;
  hint?: string;
  isOptional?: true;
  /** Of an optional field that is needed all the same in one case: which, in brackets after the label. */
  onlyIf?: string;
} & (
  | { kind: 'line' }
  /** `isLong` of what fills a page, such as a letter. */
  | { kind: 'text'; isLong?: true }
  /** A day, or a moment on England's clock; `mayBeAhead` where it can lie in the future. */
  | { kind: 'day' | 'moment'; mayBeAhead?: true }
  /** A whole number from 0 on. */
  | { kind: 'count' }
  | { kind: 'one-of' | 'some-of'; choices: readonly Choice[] }
);

/** A moment is ISO 8601 in UTC, a day YYYY-MM-DD; what was left out is null. */
export type Value = string | number | readonly string[] | null;
export type Values = Readonly<Record<string, Value>>;

/** As typed, to be shown again. */
export type TypedValues = Readonly<Record<string, string | readonly string[]>>;

export interface FieldFault {
  field: string;
  message: string;
}

/** What a field's answer says, as a person reads it. */
export function choiceText(field: Field, value: string): string {
  const choices = 'choices' in field ? field.choices : [];
  return choices.find((choice) => choice.value === value)?.text ?? value;
}
