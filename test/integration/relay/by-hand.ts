import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { SignJWT } from "jose";
import { relayTicketAudience } from "#domain/contracts/index.ts";
import { secret } from "./relayed-client.ts";
import type { TenantWithRole } from "./tenant-roles.ts";

/** A ticket of these claims, signed as whoever has this key. @param issuedAt in seconds since the epoch */
export function forged(claims: object, key = secret, audience = relayTicketAudience, issuedAt = Date.now() / 1_000) {
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: "HS256" })
    .setAudience(audience)
    .setIssuedAt(Math.floor(issuedAt))
    .setExpirationTime(Math.floor(issuedAt) + 3_600)
    .sign(new TextEncoder().encode(key));
}

/** A packet of Postgres' protocol before anything is started: its length, and these words of four bytes. */
export function packet(...words: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 + words.length * 4);
  [bytes.length, ...words].forEach((word, i) => bytes.writeUInt32BE(word, i * 4));
  return bytes;
}

export function startupOf({ credentials }: TenantWithRole): Buffer {
  const text = `user\0${credentials.role}\0database\0${credentials.database}\0\0`;
  const head = packet(196_608);
  head.writeUInt32BE(head.length + text.length, 0);
  return Buffer.concat([head, Buffer.from(text)]);
}

/** A server that sends 200 MB to whoever says anything, as fast as it is taken. */
export async function startFlood() {
  const sent = { bytes: 0 };
  const server = createServer((socket: Socket) => {
    const chunk = Buffer.alloc(65_536);
    const more = () => {
      while (socket.writable && sent.bytes < 200_000_000 && socket.write(chunk)) sent.bytes += chunk.length;
    };
    socket.on("error", () => {});
    socket.on("drain", more);
    socket.once("data", more);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { sent, name: `127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}
