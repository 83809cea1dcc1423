/**
 * A client's address, as a trusted proxy wrote it; null where none did, or wrote something else. Anybody can send a header.
 *
 * @param header the one in which that proxy puts the address, as the last of a list; null for none
 */
export function clientAddress(headers: Headers, header: string | null): string | null {
  const given = header === null ? "" : (headers.get(header) ?? "").split(",").at(-1)!.trim();
  return /^[0-9A-Fa-f.:]{2,45}$/.test(given) ? given.toLowerCase() : null;
}
