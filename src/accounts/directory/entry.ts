/** Somebody in the directory: what they share, and nothing else. */
export interface DirectoryEntry {
  id: number;
  name: string;
  authority: string;
  region: string;
  role: 'officer' | 'lead';
  /** Null for what is not shared. */
  email: string | null;
  telephone: string | null;
  postalAddress: string | null;
}

export interface DirectoryFilter {
  /** Words of a name; empty for everybody. */
  name: string;
  /** Code of an authority; empty for all. */
  authority: string;
  /** Name of a region; empty for all. */
  region: string;
}
