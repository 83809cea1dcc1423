import type { Dispatcher } from "undici";
import type { z } from "zod";
import type { EdgeAssertion } from "#domain/contracts/index.ts";
import { callEdge, type EdgeCall } from "./call-edge.ts";
import { withPatience } from "./patience.ts";
import type { CallOptions, EdgeResult, WebsiteRef } from "./port.ts";
import { signEdgeAssertion } from "./sign-edge-assertion.ts";

const callMsMax = 30_000;
/** A suspension is answered once the tenant's websites were told, within bounds of the Tenant object. */
const stateMsMax = 5_000;

export interface CallsInput {
  /** Base of the API, without slash at the end. */
  readonly baseUrl: string;
  /** Shared with the edge. */
  readonly secret: string;
  /** How long a call is repeated while the edge is out of reach, in milliseconds. */
  readonly patienceMs: number;
  readonly agent: Dispatcher;
}

type More = CallOptions &
  Pick<EdgeCall, "json"> & {
    /** Opened anew for each try. */
    readonly stream?: () => EdgeCall["stream"];
    /** Of each try. */
    readonly timeoutMs?: number;
  };

/** Calls that are signed anew and repeated until the edge answers, or patience ends; what is answered is held to a schema. */
export function repeatedCalls({ baseUrl, secret, patienceMs, agent }: CallsInput) {
  const origin = new URL(baseUrl).origin;

  function repeat<Schema extends z.ZodType>(
    to: { readonly base: string; readonly as: EdgeAssertion },
    call: Pick<EdgeCall, "method" | "path">,
    schema: Schema,
    { json, stream, timeoutMs = callMsMax, ...more }: More,
  ): Promise<EdgeResult<z.output<Schema>>> {
    const once = async (): Promise<EdgeResult<z.output<Schema>>> => {
      more.signal?.throwIfAborted();
      const token = await signEdgeAssertion(to.as, secret, Date.now());
      const result = await callEdge(to.base, agent, { ...call, token, json, stream: stream?.(), timeoutMs });
      return result.ok ? { ok: true, value: schema.parse(result.value) } : result;
    };
    return withPatience(once, more.patienceMs ?? patienceMs, more.signal);
  }

  return {
    call: <Schema extends z.ZodType>(
      website: WebsiteRef,
      method: EdgeCall["method"],
      path: string,
      schema: Schema,
      more: More = {},
    ) => repeat({ base: baseUrl, as: onWebsite(website) }, { method, path }, schema, more),
    /** The same beside the API, where nobody else may call. */
    callBeside: <Schema extends z.ZodType>(
      website: WebsiteRef,
      method: EdgeCall["method"],
      path: string,
      schema: Schema,
      more: More = {},
    ) => repeat({ base: origin, as: onWebsite(website) }, { method, path: `/_hotswap${path}` }, schema, more),
    /** Beside the API too, about a tenant itself. */
    callTenant: <Schema extends z.ZodType>(
      tenantId: string,
      { json, ...call }: Pick<EdgeCall, "method" | "path" | "json">,
      schema: Schema,
      options: CallOptions,
    ) => {
      const more = { ...options, json, timeoutMs: stateMsMax };
      return repeat({ base: origin, as: { kind: "tenant-state", tenantId } }, call, schema, more);
    },
  };
}

/** Of whatever else the caller has in it, none belongs in a token. */
function onWebsite({ websiteId, tenantId }: WebsiteRef): EdgeAssertion {
  return { kind: "control-plane", websiteId, tenantId };
}
