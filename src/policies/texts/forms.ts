import { z } from 'zod';

const acknowledgement = z.object({
  version: z
    .string()
    .regex(/^[1-9]\d{0,3}$/)
    .transform(Number),
});

/** The version that a person was shown; null when the form says none. */
export function parseAcknowledgement(body: unknown): number | null {
  return acknowledgement.safeParse(body).data?.version ?? null;
}

/** The number of a version in an address; null when it is none. */
export function parseVersion(value: unknown): number | null {
  return typeof value === 'string' && /^[1-9]\d{0,3}$/.test(value) ? Number(value) : null;
}
