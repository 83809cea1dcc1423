import { expect, test } from "vitest";
import type { Import } from "#domain/import/index.ts";
import { ApiError, type ApiClient } from "../../../scripts/support/import/api-client.ts";
import { describeDrafts } from "../../../scripts/support/import/describe-import.ts";
import { followDrafts } from "../../../scripts/support/import/follow-drafts.ts";

const settled: Import = {
  ...{ importId: "019ad000-0000-7000-8000-000000000001", websiteId: "019ad000-0000-7000-8000-000000000002" },
  ...{ format: "archive", status: "activated", dryRun: false, fetchMedia: true },
  ...{ file: { name: "a.zip", bytes: 1, sha256: "0".repeat(64) }, items: { read: 3, total: 3 }, seconds: 1 },
  ...{
    counts: {},
    reportLines: 3,
    drafts: { waiting: 3, refused: 0 },
    error: null,
    changeId: null,
    deploymentId: null,
  },
  ...{ preview: null, createdAt: "2026-11-27T10:00:00.000Z", startedAt: null, finishedAt: null },
};

/** An API that answers these, one after the other: how many drafts are left, or that it cannot be reached. */
function apiThatSays(answers: readonly (Import["drafts"] | "away")[], onAsked = (_times: number) => {}) {
  const left = [...answers];
  let times = 0;
  return {
    async call() {
      onAsked((times += 1));
      const next = left.length > 1 ? left.shift()! : left[0]!;
      if (next === "away") throw new ApiError("The API cannot be reached.", true);
      return { ...settled, drafts: next };
    },
  } as unknown as ApiClient;
}

test("drafts are waited for until all of them are there, also while the platform is out of reach for a moment", async () => {
  const api = apiThatSays([{ waiting: 2, refused: 0 }, "away", { waiting: 0, refused: 1 }, { waiting: 0, refused: 0 }]);
  const { drafts } = await followDrafts({ api, signal: new AbortController().signal }, "/imports/1", settled);
  expect(drafts).toEqual({ waiting: 0, refused: 0 });
  expect(describeDrafts(drafts, 3)).toBe("3 of 3 drafts and unpublished edits are there.");
});

test("whoever wants an end gets what is known by then", async () => {
  const stopping = new AbortController();
  const api = apiThatSays([{ waiting: 1, refused: 1 }], (times) => {
    if (times === 3) stopping.abort();
  });
  const { drafts } = await followDrafts({ api, signal: stopping.signal }, "/imports/1", settled);
  expect(describeDrafts(drafts, 3)).toBe(
    "1 of 3 drafts and unpublished edits are there, 1 still to come, 1 refused by the website.",
  );
});
