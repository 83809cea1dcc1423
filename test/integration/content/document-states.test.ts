import { afterAll, beforeAll, expect, test } from "vitest";
import {
  documentStateSchema,
  documentTransitions,
  stateAfter,
  type DocumentState,
  type DocumentTransitionName,
} from "#domain/editing/index.ts";
import type { Result } from "#domain/errors/index.ts";
import { createNewsroom, inAnHour, inTwoHours, valueOf, type Newsroom } from "./publishing.ts";
import { startTenantTables, type TenantTables } from "./tenant-tables.ts";

let tables: TenantTables;
beforeAll(async () => {
  tables = await startTenantTables();
});
afterAll(() => tables.stop());

/** How each transition is asked for. */
const asking: Readonly<Record<DocumentTransitionName, (newsroom: Newsroom, id: string) => Promise<Result<unknown>>>> = {
  submit: ({ change }, id) => change(id, "submit"),
  withdraw: ({ change }, id) => change(id, "withdraw"),
  archive: ({ change }, id) => change(id, "archive"),
  unarchive: ({ change }, id) => change(id, "unarchive"),
  publish: ({ publish }, id) => publish([id]),
  unpublish: ({ publish }, id) => publish([], { unpublish: [id] }),
  schedule: ({ publish }, id) => publish([id], { dueAt: inAnHour() }),
  expire: ({ publish }, id) => publish([], { unpublish: [id], dueAt: inTwoHours() }),
  cancel: async ({ cancel, scheduledOf }, id) => cancel(await scheduledOf(id)),
};

/** How each state is come to from a new draft. */
const waysTo: Readonly<Record<DocumentState, readonly DocumentTransitionName[]>> = {
  draft: [],
  "in-review": ["submit"],
  scheduled: ["schedule"],
  published: ["publish"],
  unpublished: ["publish", "unpublish"],
  archived: ["archive"],
};

const names = Object.keys(documentTransitions) as DocumentTransitionName[];

test("from every state every transition leads to where the table says, and to nowhere else", async () => {
  const newsroom = await createNewsroom(tables);
  const walked: string[] = [];
  for (const from of documentStateSchema.options) {
    for (const name of names) {
      const id = `${from}-${name}`;
      await newsroom.draft(id);
      for (const step of waysTo[from]) valueOf(await asking[step](newsroom, id));
      expect([id, (await newsroom.get(id)).state]).toEqual([id, from]);
      const result = await asking[name](newsroom, id);
      const to = stateAfter(from, name);
      const { state } = await newsroom.get(id);
      if (to === null) expect([id, state]).toEqual([id, from]);
      // A published document that is to be published again at its time has something to take back only then.
      else if (name === "cancel" && from === "published") expect([id, state, result.ok]).toEqual([id, from, false]);
      else expect([id, state, result.ok]).toEqual([id, to, true]);
      walked.push(`${from} -> ${state}`);
    }
  }
  for (const state of documentStateSchema.options) expect(walked.some((way) => way.endsWith(`> ${state}`))).toBe(true);
});

test("visitors get what is published, and nothing else", async () => {
  const newsroom = await createNewsroom(tables);
  for (const state of documentStateSchema.options) {
    await newsroom.draft(state);
    for (const step of waysTo[state]) valueOf(await asking[step](newsroom, state));
  }
  expect(newsroom.website.shown()).toEqual({ "/published": "published" });
  expect(await newsroom.served()).toEqual({ "/published": "published" });
  expect(valueOf(await asking.archive(newsroom, "published"))).toMatchObject({
    state: "archived",
    servedVersion: null,
    servedPath: null,
  });
});
