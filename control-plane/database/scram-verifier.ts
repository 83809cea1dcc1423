import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";

/**
 * Rounds of hashing hold up whoever guesses, and whoever connects: 4,096 of them take a Tenant object 50 ms. These passwords are 256
 * random bits, which nobody guesses at any speed.
 */
const iterations = 1;

/**
 * What Postgres keeps of a password, made here, so that the password itself is in no statement and no log of the server.
 *
 * @param password ASCII, as those made at random are
 * @see https://www.rfc-editor.org/rfc/rfc5803
 */
export function scramVerifier(password: string, salt: Uint8Array = randomBytes(16)): string {
  const salted = pbkdf2Sync(password, salt, iterations, 32, "sha256");
  const keyOf = (text: string) => createHmac("sha256", salted).update(text).digest();
  const storedKey = createHash("sha256").update(keyOf("Client Key")).digest("base64");
  const serverKey = keyOf("Server Key").toString("base64");
  return `SCRAM-SHA-256$${iterations}:${Buffer.from(salt).toString("base64")}$${storedKey}:${serverKey}`;
}
