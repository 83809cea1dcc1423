import type { Migration } from "#durable-objects/support/migrate.ts";
import { foundingMigrations } from "./founding.ts";
import { laterMigrations } from "./later.ts";

/** The tables of a Website object, oldest first. Append only: a published entry never changes. */
export const websiteMigrations: readonly Migration[] = [...foundingMigrations, ...laterMigrations];
