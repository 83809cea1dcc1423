import { pbkdf2 } from "node:crypto";
import { promisify } from "node:util";
import { sha256 } from "#domain/digest/index.ts";
import type { DocumentPassword } from "#domain/document/index.ts";

const derive = promisify(pbkdf2);

/** As `documentPasswordSchema` has it; the salt is made of the document's id, so that importing twice makes the same. */
export async function documentPassword(documentId: string, password: string): Promise<DocumentPassword> {
  const salt = sha256(`password of ${documentId}`).slice(0, 32);
  const hash = await derive(password, Buffer.from(salt, "hex"), 100_000, 32, "sha256");
  return { salt, hash: hash.toString("hex") };
}
