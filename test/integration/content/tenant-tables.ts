import { randomUUID } from "node:crypto";
import { drizzle } from "drizzle-orm/neon-serverless";
import pg from "pg";
import { applyMigrations } from "#control-plane/database/apply-migrations.ts";
import { readMigrations } from "#control-plane/database/read-migrations.ts";
import type { ContentAnswer, ContentInput, ContentVerbName, WebsiteRpc } from "#domain/contracts/index.ts";
import type { ContentActor } from "#domain/editing/index.ts";
import { ok } from "#domain/errors/index.ts";
import { contentVerbs, type ContentContext } from "#durable-objects/tenant/content/index.ts";
import type { Tables } from "#durable-objects/tenant/database/tables.ts";
import { Turns } from "#durable-objects/support/turns.ts";
import { undoneOnFailure } from "#durable-objects/tenant/database/undone-on-failure.ts";
import { startPostgres } from "#test/integration/control-plane/start-postgres.ts";

/** A real server with the tables of one tenant, and the verbs of content on it as its object runs them. */
export async function startTenantTables() {
  const postgres = await startPostgres();
  const owner = new pg.Client({ connectionString: postgres.url });
  await owner.connect();
  await applyMigrations(owner, "tenant", await readMigrations(new URL("../../../migrations/tenant/", import.meta.url)));
  await owner.end();
  const pool = new pg.Pool({
    connectionString: postgres.url,
    max: 8,
    options: "-c search_path=tenant -c timezone=Europe/Vienna",
  });
  pool.on("error", () => {});
  let statements = 0;
  const logger = { logQuery: () => void (statements += 1) };
  // It asks its client what the other driver's has too.
  const work = async <Value>(run: (tables: Tables) => Promise<Value>) => {
    const client = await pool.connect();
    try {
      return await run(drizzle({ client: client as never, logger }));
    } finally {
      client.release();
    }
  };
  const turns = new Turns();
  const websites = new Map<string, WebsiteRpc>();
  const context: ContentContext = {
    database: {
      once: async (run) => ok(await work((tables) => run(tables as never))),
      repeatable: async (run) => ok(await work((tables) => run(tables as never))),
      atomically: (run) => work((tables) => undoneOnFailure(tables, run)),
    },
    now: () => Date.now(),
    website(websiteId) {
      const website = websites.get(websiteId);
      if (website === undefined) throw new Error("the website's object cannot be reached");
      return website;
    },
    expectPublications: () => {},
    expectEvents: () => {},
    deliverAgain: () => {},
    turn: (name, work) => turns.run(name, work),
    takeTurn: (name) => turns.take(name),
  };
  return {
    websiteId: randomUUID(),
    context,
    /** How many statements the work has cost, those that begin and end transactions among them. */
    statementsOf: async (work: () => Promise<unknown>) => {
      const before = statements;
      await work();
      return statements - before;
    },
    /** Objects of websites that can be reached. */
    websites,
    run: <Name extends ContentVerbName>(verb: Name, input: ContentInput<Name>): Promise<ContentAnswer<Name>> =>
      contentVerbs[verb].run(context, input),
    query: async (text: string, values: unknown[] = []) =>
      (await pool.query(text, values)).rows as Record<string, unknown>[],
    /** Ends the server as a crash of it does; resolves once it is there again, by what it had on disk. */
    async killDatabase() {
      postgres.kill("SIGKILL");
      await postgres.untilHealthy();
    },
    async stop() {
      await pool.end();
      await postgres.stop();
    },
  };
}
export type TenantTables = Awaited<ReturnType<typeof startTenantTables>>;

export const person = (personId: string = randomUUID()): ContentActor => ({
  kind: "person",
  personId,
  impersonatedBy: null,
});
