import { hash, verify } from "@node-rs/argon2";

/** argon2id (2), 19 MiB, two passes, one lane. @see https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html */
const options = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFKC"), options);
}

export function verifyPassword(stored: string, password: string): Promise<boolean> {
  return verify(stored, password.normalize("NFKC"), options);
}

let nobodys: Promise<string> | null = null;

/** Takes as long as verifying does, for whom there is nothing to verify. */
export async function verifyNothing(password: string): Promise<false> {
  nobodys ??= hashPassword("nobody has this password");
  await verifyPassword(await nobodys, password);
  return false;
}
