import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { z } from "zod";

/** Which tenants of the demo were made. */
export interface SeedNote {
  /** Their ids; null when the demo was not made to its end. */
  read(): readonly string[] | null;
  write(tenantIds: readonly string[]): void;
}

const noteSchema = z.object({ tenantIds: z.array(z.string()) });

/** A note in a file. It lies with the data, so that who begins anew without them has the demo made anew. */
export function seedNoteIn(path: string): SeedNote {
  return {
    read() {
      try {
        return noteSchema.parse(JSON.parse(readFileSync(path, "utf8"))).tenantIds;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
        throw error;
      }
    },
    write(tenantIds) {
      writeFileSync(`${path}.new`, `${JSON.stringify({ tenantIds })}\n`, { mode: 0o600 });
      renameSync(`${path}.new`, path);
    },
  };
}
