import { pgSchema } from "drizzle-orm/pg-core";

/** Tables of the platform itself; tenants' own data lives in schemas of theirs. */
export const platformSchema = pgSchema("platform");
