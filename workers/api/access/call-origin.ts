import type { CallOrigin } from "#domain/contracts/index.ts";

/** Stands for an address that nobody trustworthy told. */
export const unknownAddress = "unknown";

/**
 * From where a call comes. Of an address only what a trusted proxy wrote is believed: anybody can send a header.
 *
 * @param addressHeader the header in which that proxy puts the client's address, as the last of a list; null for none
 */
export function callOrigin(headers: Headers, requestId: string, addressHeader: string | null): CallOrigin {
  const given = addressHeader === null ? "" : (headers.get(addressHeader) ?? "").split(",").at(-1)!.trim();
  return {
    requestId,
    address: /^[0-9A-Fa-f.:]{2,45}$/.test(given) ? given.toLowerCase() : unknownAddress,
    userAgent: (headers.get("User-Agent") ?? "").replace(/[^\x20-\x7e]/g, "?").slice(0, 500),
  };
}
