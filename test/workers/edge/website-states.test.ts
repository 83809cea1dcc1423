import { SELF } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { documentSchema, type Document } from "#domain/document/index.ts";
import { createSite, publish, valueOf } from "./demo-site.ts";

const candidateHome: Document = documentSchema.parse({
  documentId: "home",
  type: "page",
  path: "/",
  title: "Candidate",
  body: { type: "doc", content: [] },
});

describe("a website that is not active", () => {
  test("in maintenance is 503 with a hint when to come back, for pages, assets and sockets", async () => {
    const site = await createSite([{}]);
    expect((await site.visit("/")).status).toBe(200);
    valueOf(await site.rpc.setStatus("maintenance"));
    for (const path of ["/", "/none", "/_hotswap/live", "/_hotswap/assets/x/y"]) {
      const response = await site.visit(path);
      expect(response.status, path).toBe(503);
      expect(Number(response.headers.get("Retry-After"))).toBeGreaterThan(0);
      expect(await response.text()).toContain('<html lang="en">');
    }
    valueOf(await site.rpc.setStatus("active"));
    expect((await site.visit("/")).status).toBe(200);
  });

  test("suspended is 503, at once for whoever asks after the call returned", async () => {
    const site = await createSite([{}]);
    expect((await site.visit("/")).status).toBe(200);
    valueOf(await site.rpc.setStatus("suspended"));
    expect((await site.visit("/")).status).toBe(503);
  });

  test("deleted is 410", async () => {
    const site = await createSite([{}]);
    valueOf(await site.rpc.setStatus("deleted"));
    expect((await site.visit("/")).status).toBe(410);
  });
});

describe("a website's hostnames", () => {
  test("one taken away is 421 at once, one added is served", async () => {
    const site = await createSite([{}]);
    expect((await site.visit("/")).status).toBe(200);
    const added = `added-${site.hostname}`;
    valueOf(await site.rpc.setHostnames([added]));
    expect((await site.visit("/")).status).toBe(421);
    expect((await SELF.fetch(`http://${added}/`)).status).toBe(200);
  });

  test("one that was renamed leads to the new one, path and query kept, for any method, and nowhere else", async () => {
    const site = await createSite([{}]);
    const to = `renamed-${site.hostname}`;
    const { version: ifVersion } = valueOf(await site.rpc.describe()).serving;
    valueOf(await site.rpc.update({ ifVersion, rename: { from: site.hostname, to } }));
    const location = async (path: string, init?: RequestInit) => {
      const response = await site.visit(path, init);
      expect([response.status, response.headers.get("Cache-Control")], path).toEqual([308, "no-store"]);
      return response.headers.get("Location");
    };
    expect(await location("/a/b%20c/?q=1&q=2")).toBe(`https://${to}/a/b%20c/?q=1&q=2`);
    expect(await location("/", { method: "POST", body: "x" })).toBe(`https://${to}/`);
    for (const path of [
      "//evil.example/",
      "/\\evil.example",
      "/@evil.example",
      "/https://evil.example",
      "/%2f%2fevil.example",
    ]) {
      const url = new URL((await location(path))!);
      expect(url.host, path).toBe(to);
    }
    expect((await SELF.fetch(`http://${to}/`)).status).toBe(200);
    expect((await site.visit("/_hotswap/none")).status).toBe(404);
    valueOf(await site.rpc.setStatus("maintenance"));
    expect((await site.visit("/")).status).toBe(503);
    valueOf(await site.rpc.setStatus("active"));
    valueOf(await site.rpc.giveUpHostnames(site.hostname));
    expect((await site.visit("/")).status).toBe(421);
  });

  test("that moves to another website shows that one, never the one before", async () => {
    const [first, second] = [await createSite([{ title: "First" }]), await createSite([{ title: "Second" }])];
    expect(await (await first.visit("/")).text()).toContain("First");
    valueOf(await first.rpc.setHostnames([`other-${first.hostname}`]));
    valueOf(await second.rpc.setHostnames([second.hostname, first.hostname]));
    expect(await (await first.visit("/")).text()).toContain("Second");
  });
});

describe("a swap", () => {
  test("is seen by every request that comes after its acknowledgement", async () => {
    const site = await createSite([{ title: "Version 0" }]);
    for (let version = 1; version <= 8; version++) {
      const readers = Array.from({ length: 5 }, () => site.visit("/").then((response) => response.text()));
      const releaseId = await publish(site, [{ title: `Version ${version}` }]);
      const response = await site.visit("/");
      expect(await response.text()).toContain(`Version ${version}<`);
      expect(response.headers.get("HotSwap-Release")).toBe(releaseId);
      await Promise.all(readers);
    }
  });
});

describe("a rollout", () => {
  test("gives the candidate to those whose bucket is below the weight, by a cookie of theirs", async () => {
    const site = await createSite([{ title: "Stable" }]);
    const put = [candidateHome];
    const change = valueOf(await site.rpc.createChange({ leaves: {}, documents: { put, delete: [] } }));
    valueOf(await site.rpc.setRollout({ candidate: { changeId: change.changeId, weight: 5_000 } }));

    const titleFor = async (cookie: string) => (await site.visit("/", { headers: { Cookie: cookie } })).text();
    expect(await titleFor("__Host-hs-bucket=4999")).toContain("Candidate");
    expect(await titleFor("__Host-hs-bucket=5000")).toContain("Stable");

    const first = await site.visit("/");
    const shown = await first.text();
    const cookie = first.headers.get("Set-Cookie")!;
    expect(cookie).toMatch(/^__Host-hs-bucket=\d{1,4}; Path=\/; Max-Age=\d+; Secure; HttpOnly; SameSite=Lax$/);
    const again = await site.visit("/", { headers: { Cookie: cookie.split(";")[0]! } });
    expect(again.headers.get("Set-Cookie")).toBeNull();
    expect(await again.text()).toBe(shown);

    valueOf(await site.rpc.setRollout({ candidate: null }));
    expect((await site.visit("/")).headers.get("Set-Cookie")).toBeNull();
  });
});
