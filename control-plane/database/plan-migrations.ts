export interface Migration {
  /** Its file's name without `.sql`; they are applied in the order of their names. */
  readonly name: string;
  readonly sql: string;
  /** Of the file's bytes, 64 hex digits. */
  readonly sha256: string;
}
export type AppliedMigration = Pick<Migration, "name" | "sha256">;

/** The database and the files disagree about what was done: nothing is changed until a person has looked. */
export class MigrationMismatch extends Error {
  override readonly name = "MigrationMismatch";
}

/**
 * The migrations still to be applied, in order. One that was applied must be what it was; after the last
 * known one there may be others, of a newer version of this service that ran before.
 *
 * Throws a `MigrationMismatch`.
 */
export function planMigrations(
  known: readonly Migration[],
  applied: readonly AppliedMigration[],
): readonly Migration[] {
  for (const [index, { name, sha256 }] of applied.slice(0, known.length).entries()) {
    const expected = known[index]!;
    if (expected.name !== name) {
      throw new MigrationMismatch(`migration ${name} was applied where ${expected.name} is expected`);
    }
    if (expected.sha256 !== sha256) {
      throw new MigrationMismatch(`migration ${name} is not what was applied: published ones never change`);
    }
  }
  return known.slice(applied.length);
}
