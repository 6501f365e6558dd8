import type { FieldFault, Values } from '../../registers/specification/field.ts';

/** A mistake that stays on record says what was done because of it (L20). */
export function faultsOfCorrection({ mistake, mistakeNote }: Values): FieldFault[] {
  return mistake === 'yes' && !mistakeNote
    ? [{ field: 'mistakeNote', message: 'Say what was done because of the mistake' }]
    : [];
}

export function faultsOfStatement({ statement }: Values, longest: number): FieldFault[] {
  return typeof statement === 'string' && statement.length > longest
    ? [
        {
          field: 'statement',
          message: `The statement must be ${longest.toLocaleString('en-GB')} characters or fewer`,
        },
      ]
    : [];
}
