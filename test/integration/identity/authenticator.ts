import { createHash, createHmac, generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** The code that an authenticator shows. @see https://www.rfc-editor.org/rfc/rfc6238 */
export function totpCode(uri: string, at = Date.now()): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const digest = createHmac("sha1", fromBase32(new URL(uri).searchParams.get("secret")!))
    .update(counter)
    .digest();
  const offset = digest.at(-1)! & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** The code that it shows next, taken already: for whoever has used the present one, as each is good once. */
export function nextTotpCode(uri: string): string {
  return totpCode(uri, Date.now() + 30_000);
}

function fromBase32(text: string): Buffer {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  let bits = "";
  for (const letter of text.replace(/=+$/, "")) bits += alphabet.indexOf(letter).toString(2).padStart(5, "0");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** What a device with a passkey does, without a browser around it. @see https://www.w3.org/TR/webauthn-3/ */
export class Authenticator {
  readonly #keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  readonly #id = randomBytes(32);
  readonly #origin: string;
  /** Whether it has asked who holds it. */
  hasVerified = true;

  constructor(origin: string) {
    this.#origin = origin;
  }

  get id(): string {
    return this.#id.toString("base64url");
  }

  register(options: { readonly challenge: string; readonly rp: { readonly id: string } }) {
    const { x = "", y = "" } = this.#keys.publicKey.export({ format: "jwk" });
    // COSE: kty EC2, alg ES256, crv P-256, then both coordinates.
    const key = Buffer.concat([
      Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]),
      Buffer.from(x, "base64url"),
      Buffer.from([0x22, 0x58, 0x20]),
      Buffer.from(y, "base64url"),
    ]);
    const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, this.#id.length]), this.#id, key]);
    const data = Buffer.concat([this.#data(options.rp.id, 0x40), credential]);
    // CBOR: { fmt: "none", attStmt: {}, authData }
    const attestation = Buffer.concat([
      Buffer.from([0xa3, 0x63]),
      Buffer.from("fmt"),
      Buffer.from([0x64]),
      Buffer.from("none"),
      Buffer.from([0x67]),
      Buffer.from("attStmt"),
      Buffer.from([0xa0, 0x68]),
      Buffer.from("authData"),
      Buffer.from([0x58, data.length]),
      data,
    ]);
    const response = {
      clientDataJSON: this.#client("webauthn.create", options.challenge).toString("base64url"),
      attestationObject: attestation.toString("base64url"),
      transports: ["internal"],
    };
    return { id: this.id, rawId: this.id, type: "public-key", clientExtensionResults: {}, response };
  }

  answer(options: { readonly challenge: string; readonly rpId: string }) {
    const data = this.#data(options.rpId, 0);
    const client = this.#client("webauthn.get", options.challenge);
    const signed = Buffer.concat([data, createHash("sha256").update(client).digest()]);
    const response = {
      clientDataJSON: client.toString("base64url"),
      authenticatorData: data.toString("base64url"),
      signature: sign("sha256", signed, this.#keys.privateKey).toString("base64url"),
    };
    return { id: this.id, rawId: this.id, type: "public-key", clientExtensionResults: {}, response };
  }

  #data(rpId: string, flags: number): Buffer {
    const verified = this.hasVerified ? 0x04 : 0;
    return Buffer.concat([
      createHash("sha256").update(rpId).digest(),
      Buffer.from([0x01 | verified | flags]),
      Buffer.alloc(4),
    ]);
  }

  #client(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.#origin, crossOrigin: false }));
  }
}
