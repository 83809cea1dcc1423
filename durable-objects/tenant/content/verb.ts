import type { ContentAnswer, ContentInput, ContentVerbName, WebsiteRpc } from "#domain/contracts/index.ts";
import type { FailureCode, Result } from "#domain/errors/index.ts";
import type { Tables } from "../database/tables.ts";
import type { TenantTables } from "../database/tables.ts";

/** What the verbs of content work with. */
export interface ContentContext {
  readonly database: TenantTables;
  /** Milliseconds since the epoch. */
  now(): number;
  /** The object of one of the tenant's websites. */
  website(websiteId: string): WebsiteRpc;
  /** Sees to it, before anything is committed, that what is to be published is delivered by alarm where it is not at once. */
  expectPublications(): void;
  /** The same for what the audit log is to be told of. */
  expectEvents(): void;
  /** Sees to it that the alarm delivers soon what could not be delivered at once. */
  deliverAgain(): void;
  /** Runs one after the other what goes by the same name. */
  turn<Value>(name: string, work: () => Promise<Value>): Promise<Value>;
  /** Such a turn at once, to be given back by what is returned; null while somebody else has it. */
  takeTurn(name: string): (() => void) | null;
}

/**
 * A transaction that touches publications and the documents in them: one at a time for each website, so that none waits for what
 * another holds in another order.
 */
export function inTurn<Value, Code extends FailureCode>(
  { database, turn }: ContentContext,
  websiteId: string,
  work: (tables: Tables) => Promise<Result<Value, Code>>,
): Promise<Result<Value, Code | "tenant-unavailable">> {
  return turn(tablesOf(websiteId), () => database.atomically(work));
}

/** The same for one statement that may be done twice. */
export function inTurnByOne<Value>(
  { database, turn }: ContentContext,
  websiteId: string,
  work: (tables: Tables) => Promise<Value>,
): Promise<Result<Value, "tenant-unavailable">> {
  return turn(tablesOf(websiteId), () => database.repeatable(work));
}

const tablesOf = (websiteId: string) => `the tables of ${websiteId}`;

/** The same for what is published and told to the audit log (`noteEvent`). */
export function inAuditedTurn<Value, Code extends FailureCode>(
  context: ContentContext,
  websiteId: string,
  work: (tables: Tables) => Promise<Result<Value, Code>>,
): Promise<Result<Value, Code | "tenant-unavailable">> {
  context.expectPublications();
  context.expectEvents();
  return inTurn(context, websiteId, work);
}

/** The same for one statement. */
export function inAuditedTurnByOne<Value>(
  context: ContentContext,
  websiteId: string,
  work: (tables: Tables) => Promise<Value>,
): Promise<Result<Value, "tenant-unavailable">> {
  context.expectPublications();
  context.expectEvents();
  return context.turn(tablesOf(websiteId), () => context.database.once(work));
}

/** How one verb of `ContentVerbs` is done. */
export interface Verb<Name extends ContentVerbName> {
  run(context: ContentContext, input: ContentInput<Name>): Promise<ContentAnswer<Name>>;
}
