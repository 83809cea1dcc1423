import { describe, expect, test } from "vitest";
import { pretendedSubject, type Fault } from "#test/model/content/pretended-subject.ts";
import { runModel, type ModelSummary } from "#test/model/content/run-model.ts";
import { faults } from "./content-faults.ts";

const run = (seed: number, fault?: Fault): Promise<ModelSummary> =>
  runModel({ subject: pretendedSubject(seed, fault), seed, operations: 1_500 });

describe("the model of content", () => {
  test.each([1, 2, 3])("explains whatever order several editors are served in (seed %i)", async (seed) => {
    const { counts } = await run(seed);
    for (const kind of everyKind) expect([kind, counts[kind] ?? 0]).toEqual([kind, expect.toSatisfy(isOften)]);
  });

  test("two runs of a seed ask for the same", async () => {
    expect(await run(4)).toEqual(await run(4));
  });

  test.each(Object.entries(faults))("notices %s", async (_, { fault, says }) => {
    await expect(run(1, fault)).rejects.toThrow(says);
  });
});

/** What has to happen for a run to say anything. */
const everyKind = [
  ...["create", "save", "restore-version", "transition", "publish", "cancel", "reschedule", "roll-back", "deploy"],
  ...[
    "save: edit-conflict",
    "save: path-taken",
    "publish: version-mismatch",
    "publish: schedule-order",
    "roll-back: change-conflict",
  ],
];
const isOften = (times: number) => times > 0;
