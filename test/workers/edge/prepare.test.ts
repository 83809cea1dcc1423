import { expect, test } from "vitest";
import { eventually } from "#test/support/eventually.ts";
import { pages } from "#workers/site/make-page.ts";
import { createSite, prepareDocuments, valueOf } from "./demo-site.ts";

test("pages that are visited are made of the next release before the swap, those that are not are left", async () => {
  const site = await createSite([
    {},
    { documentId: "often", path: "/often", title: "Often" },
    { documentId: "never", path: "/never", title: "Never" },
  ]);
  for (let visit = 0; visit < 4; visit += 1) await (await site.visit("/often")).text();
  const changeId = await prepareDocuments(site, [{ documentId: "often", path: "/often", title: "Often, anew" }]);
  const { releaseId } = valueOf(await site.rpc.prepare(changeId));
  await eventually("the next release's page is made", async () => {
    await (await site.visit("/often")).text();
    return pages.find(releaseId, "/often", "identity");
  });
  expect(pages.find(releaseId, "/never", "identity")).toBeUndefined();
  expect(await (await site.visit("/often")).text()).toContain("<h1>Often</h1>");
  valueOf(await site.rpc.activate({ deploymentId: crypto.randomUUID(), changeId, message: "" }));
  const first = await site.visit("/often");
  expect(await first.text()).toContain("<h1>Often, anew</h1>");
  expect(first.headers.get("Server-Timing")).toContain("page;desc=hit");
});
