import { beforeAll, describe, expect, test } from "vitest";
import { createSite, type DemoSite } from "./demo-site.ts";

let site: DemoSite;
let asset: string;
beforeAll(async () => {
  site = await createSite([{}]);
  const html = await (await site.visit("/")).text();
  asset = /href="(\/_hotswap\/assets\/[^"]+)"/.exec(html)![1]!;
});

describe("an asset", () => {
  test("is immutable for a year and cannot run as a page", async () => {
    const response = await site.visit(asset);
    expect(response.status).toBe(200);
    expect(await response.text()).toMatch(/^h1 \{/);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "text/css; charset=utf-8",
      "cache-control": "public, max-age=31536000, immutable",
      "content-security-policy": expect.stringContaining("sandbox"),
      "x-content-type-options": "nosniff",
    });
  });

  test("is 304 for whoever has it, and encoded for whoever can read that", async () => {
    const encoded = await site.visit(asset, { headers: { "Accept-Encoding": "br" } });
    expect(encoded.headers.get("Content-Encoding")).toBe("br");
    expect(await encoded.text()).toMatch(/^h1 \{/);
    const etag = encoded.headers.get("ETag")!;
    const known = await site.visit(asset, { headers: { "Accept-Encoding": "br", "If-None-Match": etag } });
    expect(known.status).toBe(304);
  });

  test("comes in parts to whoever seeks in it", async () => {
    const whole = await site.visit(asset);
    const text = await whole.text();
    expect(whole.headers.get("Accept-Ranges")).toBe("bytes");
    const part = await site.visit(asset, { headers: { Range: "bytes=3-6" } });
    expect([part.status, part.headers.get("Content-Range")]).toEqual([206, `bytes 3-6/${text.length}`]);
    expect(part.headers.get("ETag")).toBe(whole.headers.get("ETag"));
    expect(await part.text()).toBe(text.slice(3, 7));
    const beyond = await site.visit(asset, { headers: { Range: `bytes=${text.length}-` } });
    expect([beyond.status, beyond.headers.get("Content-Range")]).toEqual([416, `bytes */${text.length}`]);
    const encoded = await site.visit(asset, { headers: { Range: "bytes=3-6", "Accept-Encoding": "br" } });
    expect([encoded.status, await encoded.text()]).toEqual([200, text]);
  });

  test("that no release of the website names is 404, even where the blob exists", async () => {
    const other = await createSite([{}]);
    const template = `/_hotswap/assets/${"0".repeat(64)}/theme.css`;
    for (const path of [template, "/_hotswap/assets/short/theme.css", `${asset}/more`, asset.toUpperCase()]) {
      expect((await other.visit(path)).status, path).toBe(404);
    }
  });
});

describe("the live socket", () => {
  const upgrade = (origin: string | null) =>
    site.visit("/_hotswap/live", {
      headers: { Upgrade: "websocket", ...(origin === null ? {} : { Origin: origin }) },
    });

  test("opens for pages of the website and greets them with the active release", async () => {
    const response = await upgrade(`http://${site.hostname}:8787`);
    expect(response.status).toBe(101);
    const socket = response.webSocket!;
    const greeting = new Promise<string>((resolve) => {
      socket.addEventListener("message", ({ data }) => resolve(data as string), { once: true });
    });
    socket.accept();
    expect(JSON.parse(await greeting)).toMatchObject({ type: "hello" });
    socket.close();
  });

  test.each([null, "http://evil.localhost", "null", "http://", "file://"])(
    "is refused to the origin %o",
    async (origin) => {
      expect((await upgrade(origin)).status).toBe(403);
    },
  );

  test("is nothing for plain requests: 426", async () => {
    expect((await site.visit("/_hotswap/live")).status).toBe(426);
  });
});
