/**
 * Nobody acts on their own case: not whoever asks, nor whoever it is about (issue 6, point 9).
 * @param concerned numbers of the accounts that the case concerns; null for somebody without one
 */
export function mayAct(actorId: number, concerned: readonly (number | null)[]): boolean {
  return !concerned.includes(actorId);
}
