import type { S3Connection } from "#control-plane/drivers/blobs/index.ts";
import { signRequest } from "#control-plane/drivers/blobs/s3/sign-request.ts";

/** A call of the gateway's own interfaces. */
export async function callRgw(
  connection: S3Connection,
  method: "GET" | "PUT" | "POST" | "DELETE",
  path: string,
  query: Record<string, string>,
): Promise<number> {
  const url = new URL(path, connection.endpoint);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const headers = await signRequest(connection, { method, url, headers: {} });
  url.search = url.search.replaceAll("+", "%20");
  const response = await fetch(url, { method, headers });
  await response.arrayBuffer();
  return response.status;
}
