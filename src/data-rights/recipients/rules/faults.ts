import type { FieldFault, Values } from '../../registers/specification/field.ts';

/** Whoever is not told is not told for a reason that is on record (article 19). */
export function faultsOfSettling({ outcome, reason }: Values): FieldFault[] {
  return outcome !== 'told' && !reason ? [{ field: 'reason', message: 'Say why they were not told' }] : [];
}
