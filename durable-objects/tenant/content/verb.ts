import type { ContentAnswer, ContentInput, ContentVerbName } from "#domain/contracts/index.ts";
import type { TenantTables } from "../database/tables.ts";

/** What the verbs of content work with. */
export interface ContentContext {
  readonly database: TenantTables;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** How one verb of `ContentVerbs` is done. */
export interface Verb<Name extends ContentVerbName> {
  run(context: ContentContext, input: ContentInput<Name>): Promise<ContentAnswer<Name>>;
}
