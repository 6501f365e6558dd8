/** What a hold is on: one person, one authority with its people, or one case. */
export type HoldTarget =
  | { kind: 'person'; userId: number }
  | { kind: 'authority'; authorityId: number; name: string }
  | { kind: 'case'; reference: string };

/** While it is in force nothing of what it covers is deleted, whatever the schedule or a request says (C22). */
export interface Hold {
  id: number;
  target: HoldTarget;
  reason: string;
  /** YYYY-MM-DD: by then it is looked at whether it is still needed. */
  reviewOn: string;
  placedBy: string;
  placedAt: Date;
  /** The entry that ended it; null while it is in force. */
  end: { by: string; at: Date; reason: string } | null;
}
