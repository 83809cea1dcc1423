import { DurableObject } from "cloudflare:workers";
import { sql } from "drizzle-orm";
import { TenantDatabase, type DatabaseBindings } from "#durable-objects/tenant/database/index.ts";

interface Bindings extends DatabaseBindings {
  readonly PROBES: DurableObjectNamespace;
}

/** An object with a tenant's database and nothing else. Its name is the tenant's id. */
export class Probe extends DurableObject<Bindings> {
  readonly #database = new TenantDatabase(this.env, this.ctx.id.name!);

  /** `{ kind: "repeatable" | "once", statement }` is answered by the result, with its rows as the value. */
  override async fetch(request: Request): Promise<Response> {
    const { kind, statement } = await request.json<{ kind: "repeatable" | "once"; statement: string }>();
    try {
      const result = await this.#database[kind]((database) => database.execute(sql.raw(statement)));
      return Response.json(result.ok ? { ok: true, value: result.value.rows } : result);
    } catch (error) {
      const cause = error instanceof Error ? error.cause : null;
      return Response.json({ thrown: cause instanceof Error ? cause.message : String(error) });
    }
  }
}

export default {
  async fetch(request: Request, { PROBES }: Bindings): Promise<Response> {
    if (request.method === "GET") return new Response("ok\n");
    return PROBES.getByName(new URL(request.url).pathname.slice(1)).fetch(request);
  },
};
