import type { BlobClaim, SignedRequest } from "../port.ts";
import type { S3Connection } from "./client.ts";

/** A request as the SDK's signer takes and gives it. */
interface PlainRequest {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly query: Record<string, string>;
  readonly headers: Record<string, string>;
}
interface Signer {
  sign(request: PlainRequest): Promise<PlainRequest>;
  presign(
    request: PlainRequest,
    options: { expiresIn: number; unhoistableHeaders: Set<string>; signableHeaders: Set<string> },
  ): Promise<PlainRequest>;
}
/** The SDK's configuration gives its signer for a scheme, but does not say so in its types. */
type MakeSigner = (scheme: object) => Promise<Signer>;

export interface RequestToSign {
  readonly method: "GET" | "PUT" | "POST" | "DELETE";
  readonly url: URL;
  /** Sent as they are: under the signature. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Signs a request that the SDK has no command for, by its headers. @returns the headers to send */
export async function signRequest(connection: S3Connection, request: RequestToSign): Promise<Record<string, string>> {
  const signer = await signerOf(connection);
  return (await signer.sign(toPlain(request))).headers;
}

/**
 * Signs an address together with the headers that have to come with it. `x-amz-content-sha256` among them is the digest of the
 * body: the server holds the body to it. (The SDK's own presigner always says that the body is not signed.)
 */
export async function presignRequest(
  connection: S3Connection,
  request: RequestToSign,
  expiresInS: number,
): Promise<SignedRequest> {
  const signer = await signerOf(connection);
  const names = Object.keys(request.headers);
  const expiresAtMs = Date.now() + expiresInS * 1_000;
  const plain = toPlain(request);
  // What has no body signed says so, in the address.
  plain.headers["x-amz-content-sha256"] ??= "UNSIGNED-PAYLOAD";
  const { query } = await signer.presign(plain, {
    expiresIn: expiresInS,
    unhoistableHeaders: new Set(names),
    signableHeaders: new Set(["host", ...names]),
  });
  const url = new URL(request.url);
  url.search = new URLSearchParams(query).toString().replaceAll("+", "%20");
  // Whoever sends a body says its length anyway.
  const { "content-length": _, ...headers } = request.headers;
  return { method: request.method as "GET" | "PUT", url: url.href, headers, expiresAtMs };
}

function signerOf({ client, region }: S3Connection): Promise<Signer> {
  const makeSigner = client.config.signer as unknown as MakeSigner;
  return makeSigner({ name: "sigv4", signingName: "s3", signingRegion: region, properties: {} });
}

function toPlain({ method, url, headers }: RequestToSign): PlainRequest {
  return {
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    ...(url.port === "" ? {} : { port: Number(url.port) }),
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: { host: url.host, ...headers },
  };
}

/** Where an object of the bucket is; its key needs no escaping. */
export function objectUrl({ endpoint, bucket, pathStyle }: S3Connection, key: string): URL {
  const url = new URL(endpoint);
  if (!pathStyle) url.hostname = `${bucket}.${url.hostname}`;
  url.pathname = pathStyle ? `/${bucket}/${key}` : `/${key}`;
  return url;
}

/**
 * The server is told beforehand what the body has to come to, by the header that each version of S3 holds it to, and once more by
 * the checksum that newer ones keep with the object.
 */
export function claimHeaders({ bytes, sha256 }: BlobClaim): Record<string, string> {
  return {
    "content-length": String(bytes),
    "x-amz-checksum-sha256": Buffer.from(sha256, "hex").toString("base64"),
    "x-amz-content-sha256": sha256,
  };
}
