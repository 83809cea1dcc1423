import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes longest, longest first: at the end no lane is left with one of them alone. */
const longest = [
  "test/integration/attack/attack.test.ts",
  "test/integration/contract/contract.test.ts",
  "test/integration/media/uploads.test.ts",
  "test/integration/relay/tenant-database.test.ts",
  "test/integration/provisioning/faults.test.ts",
  "test/integration/moving/archive.test.ts",
  "test/e2e/themes.test.ts",
  "test/e2e/api-docs.test.ts",
  "test/e2e/imported-site.test.ts",
  "test/workers/website/traffic.test.ts",
  "test/workers/edge/traffic.test.ts",
  "test/unit/edge/rendered-bodies.test.ts",
];

/** Begins with what is known to take long; the rest by how long it took last, or by size where nothing was run yet. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rankOf = ({ moduleId }: TestSpecification) => {
      const rank = longest.findIndex((file) => moduleId.endsWith(file));
      return rank === -1 ? longest.length : rank;
    };
    return (await super.sort(files)).toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}
