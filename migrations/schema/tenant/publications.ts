import { bigint, jsonb, pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";

const instant = (name: string) => timestamp(name, { withTimezone: true });

/** What was decided to be published, in the order in which websites are told of it. */
export const publications = pgTable("publications", {
  publicationId: uuid("publication_id").primaryKey(),
  websiteId: uuid("website_id").notNull(),
  sequence: bigint("sequence", { mode: "number" }).generatedAlwaysAsIdentity(),
  kind: text("kind").notNull(),
  /** As `domain/publication/publication-state.ts` has them. */
  state: text("state").notNull(),
  items: jsonb("items").$type<unknown>().notNull(),
  records: jsonb("records").$type<unknown>().notNull(),
  /** Null once it has ended. */
  put: jsonb("put").$type<unknown>(),
  deletions: jsonb("deletions").$type<unknown>(),
  /** The scheduled publications that it took documents out of; null once its website has answered. */
  displaced: jsonb("displaced").$type<unknown>(),
  /** SHA-256 of what was asked for by its id; null where nobody chose the id. */
  asked: text("asked"),
  /** Null for at once. */
  dueAt: instant("due_at"),
  failure: jsonb("failure").$type<unknown>(),
  deploymentId: uuid("deployment_id"),
  message: text("message").notNull(),
  actor: jsonb("actor").$type<unknown>().notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
  endedAt: instant("ended_at"),
});
