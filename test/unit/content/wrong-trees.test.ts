import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { mixedKeys } from "./keys.ts";
import { MemoryNodeStore } from "./memory-node-store.ts";

/** Whether two ways to the same entries lead to the same root. */
async function isHistoryIndependent(): Promise<boolean> {
  const { apply } = await import("#durable-objects/website/content/apply.ts");
  const { emptyRoot } = await import("#durable-objects/website/content/tree.ts");
  const store = new MemoryNodeStore();
  const edits = mixedKeys().map((key) => ({ key, value: "v" }));
  const atOnce = apply(store, emptyRoot(store), edits);
  let inParts = emptyRoot(store);
  for (let part = 0; part < 9; part += 1)
    inParts = apply(
      store,
      inParts,
      edits.filter((_, index) => index % 9 === part),
    );
  const detour = edits.filter((_, index) => index % 11 === 0);
  const without = apply(
    store,
    atOnce,
    detour.map(({ key }) => ({ key, value: null })),
  );
  return atOnce === inParts && atOnce === apply(store, without, detour);
}

beforeEach(() => {
  vi.resetModules();
});
afterEach(() => {
  vi.doUnmock("#durable-objects/website/content/boundary.ts");
  vi.doUnmock("#durable-objects/website/content/tree-writer.ts");
});

const boundary = "#durable-objects/website/content/boundary.ts";
type Boundary = typeof import("#durable-objects/website/content/boundary.ts");
type Writer = typeof import("#durable-objects/website/content/tree-writer.ts");

describe("the check of history independence", () => {
  test("accepts the tree as it is", async () => {
    expect(await isHistoryIndependent()).toBe(true);
  });

  test("rejects cuts that count the entries put so far", async () => {
    let put = 0;
    vi.doMock(boundary, async (original) => ({
      ...(await original<Boundary>()),
      endsNode: () => (put += 1) % 100 === 0,
    }));
    expect(await isHistoryIndependent()).toBe(false);
  });

  test("rejects old nodes taken over where none begins in the new tree", async () => {
    vi.doMock("#durable-objects/website/content/tree-writer.ts", async (original) => {
      const { TreeWriter } = await original<Writer>();
      return {
        TreeWriter: class extends TreeWriter {
          override beginsNode() {
            return true;
          }
        },
      };
    });
    expect(await isHistoryIndependent()).toBe(false);
  });

  test("rejects a root that is not the lowest node alone on its level", async () => {
    vi.doMock("#durable-objects/website/content/tree-writer.ts", async (original) => {
      const { TreeWriter } = await original<Writer>();
      return {
        TreeWriter: class extends TreeWriter {
          override finish() {
            this.add(3, ["z", super.finish(), 1], true);
            return super.finish();
          }
        },
      };
    });
    expect(await isHistoryIndependent()).toBe(false);
  });
});
