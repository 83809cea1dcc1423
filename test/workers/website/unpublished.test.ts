import { expect, test } from "vitest";
import { documentStatusSchema } from "#domain/document/index.ts";
import { authorRecord, commentRecord, datedPosts, documentRecord, paragraphs, termRecord } from "./content-fixtures.ts";
import { siteWith } from "./pages-of-site.ts";
import { recordOf, valueOf } from "./site.ts";

const hidden = documentStatusSchema.options.filter((status) => status !== "published");
const secret = "zanzibar";

test.each(hidden)(
  "nothing of a document that is %s is on any page, in any list, feed, sitemap or search",
  async (status) => {
    const target = { kind: "document" as const, documentId: "hidden" };
    const to = (from: string) => recordOf("redirect", { from, to: target });
    const { page, stub, releaseId } = await siteWith([
      ...datedPosts(3, { termIds: ["t"], authorIds: ["ann"] }),
      documentRecord("hidden", {
        status,
        title: secret,
        excerpt: secret,
        body: paragraphs(secret),
        path: `/${secret}`,
        publishedAt: "2024-01-02T18:00:00Z",
        termIds: ["t"],
        authorIds: ["ann"],
        sticky: true,
      }),
      documentRecord("below", { type: "page", parentId: "hidden" }),
      commentRecord("c", "hidden", { body: paragraphs(secret) }),
      termRecord("t"),
      authorRecord("ann"),
      to("/old"),
      to("/?p=1"),
      recordOf("menu", { menuId: "m", name: "M", location: "primary", items: [{ label: secret, target }] }),
    ]);
    const places = ["/", "/p1", "/p2", "/p3", "/below", `/${secret}`, "/old", "/category/t", "/author/ann"];
    const pages = await Promise.all([
      ...[...places, "/2024", "/2024/01/02", "/none"].map((path) => page(path)),
      page("/", "p=1"),
      page("/search", `q=${secret.slice(0, -1)}`),
    ]);
    const feeds = await Promise.all(
      ["/", "/category/t", "/author/ann"].map((path) => stub.readFeed({ releaseId, path })),
    );
    const sitemap = valueOf(await stub.readSitemap({ releaseId, part: 1 }));
    expect(JSON.stringify([pages, feeds.map(valueOf), sitemap])).not.toContain(secret);
    expect(JSON.stringify(pages)).not.toContain('"total":4');
  },
);
