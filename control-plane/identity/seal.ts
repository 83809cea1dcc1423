import { hkdfSync } from "node:crypto";
import { openBytes, sealBytes } from "../services/secrets/index.ts";

/** Keeps texts so that whoever reads the database alone learns nothing of them. */
export interface Sealer {
  /** @param purpose what it is: a sealed text opens for the same purpose alone */
  seal(text: string, purpose: string): string;
  /** Throws a `SecretFault` when the text was altered, or sealed for another purpose. */
  open(sealed: string, purpose: string): string;
}

/** @param secret from which its key is derived */
export function sealerOf(secret: string): Sealer {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "hotswap identity: texts at rest", 32));
  return {
    seal: (text, purpose) => sealBytes(key, Buffer.from(text), purpose),
    open: (sealed, purpose) => openBytes(key, sealed, purpose).toString(),
  };
}
