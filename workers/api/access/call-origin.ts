import { unknownAddress, type CallOrigin } from "#domain/contracts/index.ts";
import { clientAddress } from "#workers/support/client-address.ts";

/**
 * From where a call comes.
 *
 * @param addressHeader the header in which a trusted proxy puts the client's address; null for none
 */
export function callOrigin(headers: Headers, requestId: string, addressHeader: string | null): CallOrigin {
  return {
    requestId,
    address: clientAddress(headers, addressHeader) ?? unknownAddress,
    userAgent: (headers.get("User-Agent") ?? "").replace(/[^\x20-\x7e]/g, "?").slice(0, 500),
  };
}
