import { expect, test } from "vitest";
import { pages } from "#workers/site/make-page.ts";
import { createSite, valueOf } from "./demo-site.ts";

const files = {
  "templates/index.liquid":
    "<ol>{% for post in posts %}<li>{{ post.title }}</li>{% endfor %}</ol>{% for part in pagination.parts %}[{{ part.title }}{% if part.current %}*{% endif %} {{ part.url }}]{% endfor %}",
  "templates/list.liquid":
    "{{ template }} {{ search.query }}: {{ search.total }}{% for post in posts %}<p>{{ post.title }}</p>{% endfor %}",
};
const posts = Array.from({ length: 5 }, (_, index) => ({
  documentId: `p${index}`,
  type: "post",
  path: `/p${index}`,
  title: `Post ${index}`,
  publishedAt: `2026-01-0${index + 1}T00:00:00Z`,
}));

test("lists go over pages, and a page beyond the last is missing", async () => {
  const site = await createSite(posts, { files, configuration: { postsPerPage: 2 } });
  const first = await (await site.visit("/")).text();
  expect(first).toContain("<ol><li>Post 4</li><li>Post 3</li></ol>[1* /][2 /page/2][3 /page/3]");
  const last = await (await site.visit("/page/3")).text();
  expect(last).toContain("<ol><li>Post 0</li></ol>[1 /][2 /page/2][3* /page/3]");
  expect((await site.visit("/page/4")).status).toBe(404);
  const one = await site.visit("/page/1");
  expect([one.status, one.headers.get("Location")]).toEqual([301, "/"]);
});

test("old addresses lead on, by path and by query, and no other query makes a page of its own", async () => {
  const site = await createSite([{}, ...posts], { files });
  const to = { kind: "document" as const, documentId: "p1" };
  const put = [
    { kind: "redirect" as const, value: { from: "/old", to, permanent: true } },
    { kind: "redirect" as const, value: { from: "/?p=12", to, permanent: false } },
    {
      kind: "redirect" as const,
      value: { from: "/away", to: { kind: "url" as const, url: "https://example.com/" }, permanent: true },
    },
  ];
  const { changeId } = valueOf(
    await site.rpc.createChange({ leaves: {}, documents: { put: [], delete: [] }, records: { put, delete: [] } }),
  );
  valueOf(await site.rpc.activate({ deploymentId: crypto.randomUUID(), changeId, message: "" }));
  for (let visit = 0; visit < 2; visit += 1) {
    const byPath = await site.visit("/old");
    expect([byPath.status, byPath.headers.get("Location")]).toEqual([301, "/p1"]);
    // What came along is still true there; other websites are not told.
    const campaign = await site.visit("/old?utm_source=mail&b=%22");
    expect([campaign.status, campaign.headers.get("Location")]).toEqual([301, "/p1?utm_source=mail&b=%22"]);
    expect((await site.visit("/away?token=1")).headers.get("Location")).toBe("https://example.com/");
    const byQuery = await site.visit("/?utm=1&p=12");
    expect([byQuery.status, byQuery.headers.get("Location")]).toEqual([302, "/p1"]);
    expect((await site.visit("/?p=13")).status).toBe(200);
  }
  const release = (await site.visit("/")).headers.get("HotSwap-Release")!;
  const again = await site.visit("/?utm=2");
  expect(again.headers.get("Server-Timing")).toContain("page;desc=hit");
  expect(pages.find(release, "/?p=13", "identity")).toBeUndefined();
});

test("a search shows what it finds, whatever was searched for before, and escapes what it was asked", async () => {
  const site = await createSite([{}, ...posts], { files });
  expect(await (await site.visit("/search?q=Post%202")).text()).toMatch(/list Post 2: [1-9].*<p>Post 2<\/p>/s);
  expect(await (await site.visit("/search?q=nothing+there")).text()).toContain("list nothing there: 0");
  const hostile = await (await site.visit("/search?q=%3Cscript%3Ealert(1)%3C/script%3E")).text();
  expect(hostile).toContain("&lt;script&gt;");
  expect(hostile).not.toContain("<script>");
  expect(await (await site.visit("/search?q=a%00b%07")).text()).not.toMatch(/[\u0000-\u0008]/);
});
