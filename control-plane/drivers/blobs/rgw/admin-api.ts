import { z } from "zod";
import { ProviderUnavailable } from "../../provider/index.ts";
import type { S3Connection } from "../s3/client.ts";
import { signRequest } from "../s3/sign-request.ts";

/** A user as RGW tells of it; what is not named here decides nothing about what it may do. */
const userSchema = z.object({
  user_id: z.string(),
  suspended: z.number(),
  max_buckets: z.number(),
  subusers: z.array(z.unknown()),
  keys: z.array(z.object({ access_key: z.string(), secret_key: z.string() })),
  swift_keys: z.array(z.unknown()),
  caps: z.array(z.unknown()),
  op_mask: z.string(),
  system: z.string().default("false"),
  admin: z.string().default("false"),
});
export type RgwUser = z.infer<typeof userSchema>;

const usersSchema = z.object({
  keys: z.array(z.string()),
  truncated: z.stringbool({ truthy: ["true"], falsy: ["false"] }).or(z.boolean()),
  marker: z.string().default(""),
});

const refusalSchema = z.object({ Code: z.string() });

/** What RGW refused, by its code. */
class RgwRefusal extends Error {
  readonly code: string;
  constructor(code: string, status: number) {
    super(`The blob store's administration refused: ${code} (${status}).`);
    this.code = code;
  }
}

/** Two at once on one user; or a key that another writer put there. */
const passing = new Set(["ConcurrentModification", "UserAlreadyExists", "KeyExists", "OperationAborted"]);

/**
 * Users and their policies, by RGW's own interfaces. Every call may be repeated.
 * The keys of the connection are of a user with the capabilities `users=*` and `user-policy=*`.
 * @see https://docs.ceph.com/en/pacific/radosgw/adminops/
 */
export class RgwAdmin {
  readonly #connection: S3Connection;

  constructor(connection: S3Connection) {
    this.#connection = connection;
  }

  /** Null when there is none. */
  async findUser(uid: string, signal: AbortSignal): Promise<RgwUser | null> {
    const text = await this.#call("GET", "/admin/user", { uid }, signal);
    return text === null ? null : userSchema.parse(JSON.parse(text));
  }

  /** Users' ids, a page at a time. @param after null for the first page */
  async listUsers(
    after: string | null,
    signal: AbortSignal,
  ): Promise<{ readonly uids: readonly string[]; readonly next: string | null }> {
    const query: Record<string, string> = { list: "", "max-entries": "1000" };
    if (after !== null) query["marker"] = after;
    const text = await this.#call("GET", "/admin/user", query, signal);
    const { keys, truncated, marker: next } = usersSchema.parse(JSON.parse(text ?? ""));
    return { uids: keys, next: truncated ? next : null };
  }

  /** A user who may create no bucket, and do nothing at all before a policy says so. */
  async createUser(uid: string, keys: { accessKey: string; secretKey: string }, signal: AbortSignal): Promise<void> {
    const query = {
      uid,
      "display-name": uid,
      "access-key": keys.accessKey,
      "secret-key": keys.secretKey,
      "generate-key": "false",
      "max-buckets": "-1",
    };
    await this.#call("PUT", "/admin/user", query, signal);
  }

  /** Lets a user in again, and keeps it from creating buckets. RGW 16 forgets its policies over that. */
  async restrictUser(uid: string, signal: AbortSignal): Promise<void> {
    await this.#call("POST", "/admin/user", { uid, suspended: "False", "max-buckets": "-1" }, signal);
  }

  /** Its objects in others' buckets stay. One that has buckets of its own is refused, unless they are to go with it. */
  async deleteUser(uid: string, buckets: "with-its-buckets" | "keep-buckets", signal: AbortSignal): Promise<void> {
    const purge = { "purge-data": String(buckets === "with-its-buckets") };
    await this.#call("DELETE", "/admin/user", { uid, ...purge }, signal);
  }

  async listPolicies(uid: string, signal: AbortSignal): Promise<string[]> {
    const text = (await this.#policy("ListUserPolicies", { UserName: uid }, signal)) ?? "";
    return [...text.matchAll(/<member>([^<]*)<\/member>/g)].map(([, name]) => unescape(name!));
  }

  async getPolicy(uid: string, name: string, signal: AbortSignal): Promise<string> {
    const text = (await this.#policy("GetUserPolicy", { UserName: uid, PolicyName: name }, signal)) ?? "";
    return unescape(/<PolicyDocument>([^<]*)<\/PolicyDocument>/.exec(text)?.[1] ?? "");
  }

  async putPolicy(uid: string, name: string, document: string, signal: AbortSignal): Promise<void> {
    await this.#policy("PutUserPolicy", { UserName: uid, PolicyName: name, PolicyDocument: document }, signal);
  }

  async deletePolicy(uid: string, name: string, signal: AbortSignal): Promise<void> {
    await this.#policy("DeleteUserPolicy", { UserName: uid, PolicyName: name }, signal);
  }

  #policy(Action: string, query: Record<string, string>, signal: AbortSignal): Promise<string | null> {
    return this.#call("POST", "/", { Action, ...query }, signal);
  }

  /** @returns null for 404 */
  async #call(
    method: "GET" | "PUT" | "POST" | "DELETE",
    path: string,
    query: Record<string, string>,
    signal: AbortSignal,
  ): Promise<string | null> {
    const url = new URL(path, this.#connection.endpoint);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const headers = await signRequest(this.#connection, { method, url, headers: {} });
    url.search = url.search.replaceAll("+", "%20");
    const { status, text } = await this.#connection.call(async (abortSignal) => {
      const response = await fetch(url, { method, headers, signal: abortSignal, redirect: "error" });
      return { status: response.status, text: await response.text() };
    }, signal);
    if (status === 404) return null;
    if (status < 300) return text;
    const code = codeOf(text);
    if (status >= 500 || status === 429 || passing.has(code)) {
      throw new ProviderUnavailable(`The blob store's administration cannot do it at the moment: ${code} (${status}).`);
    }
    throw new RgwRefusal(code, status);
  }
}

/** The administration answers in JSON, policies are answered in XML. */
function codeOf(text: string): string {
  const xml = /<Code>([^<]*)<\/Code>/.exec(text)?.[1];
  if (xml !== undefined) return xml;
  try {
    return refusalSchema.parse(JSON.parse(text)).Code;
  } catch {
    return "unknown";
  }
}

const entities: Readonly<Record<string, string>> = { quot: '"', amp: "&", lt: "<", gt: ">", apos: "'", "#39": "'" };

function unescape(text: string): string {
  return text.replace(/&([a-z]+|#39);/g, (whole, name: string) => entities[name] ?? whole);
}
