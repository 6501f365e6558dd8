import { hash, verify } from '@node-rs/argon2';

/** argon2id, OWASP's first choice: 19 MiB, two passes, one lane (about 25 ms). */
const cost = { memoryCost: 19456, timeCost: 2, parallelism: 1 };
const presentCost = '$argon2id$v=19$m=19456,t=2,p=1$';

/** Hash of a random password that nobody knows, at the same cost. */
const nobodysHash =
  '$argon2id$v=19$m=19456,t=2,p=1$mAloLUwWuaXGQEd2KJeghg$jpTBNIA6r09IAyEtKRCtC6e6WHpUVCxXJqVXPii0KX8';

export async function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

/** Compares exactly as typed. Without a stored hash it does the same work and says no (security D17). */
export async function passwordMatches(password: string, storedHash: string | null): Promise<boolean> {
  const matches = await verify(storedHash ?? nobodysHash, password);
  return matches && storedHash !== null;
}

/** Made with another cost or another way of hashing than passwords are now: to be made anew while the password is at hand. */
export function isOutdated(storedHash: string): boolean {
  return !storedHash.startsWith(presentCost);
}
