import type { TenantDatabases } from "#control-plane/drivers/tenant-databases/index.ts";

export const databaseSteps = [
  "ensureDatabaseExists",
  "ensureSchemaExists",
  "migrateSchema",
  "ensureSchemaDropped",
] as const;

/** Databases with which a step is cut off: before it is done, or with its answer lost. */
export function cutOff(
  databases: TenantDatabases,
  step: (typeof databaseSteps)[number],
  when: "before" | "after",
): TenantDatabases {
  return {
    ...databases,
    [step]: async (...input: never[]) => {
      if (when === "after") await (databases[step] as (...input: never[]) => Promise<void>)(...input);
      throw new Error("cut off");
    },
  };
}
