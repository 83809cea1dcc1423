import { describe, expect, test } from "vitest";
import { requestsOf, type TrafficHour } from "#domain/traffic/index.ts";
import { eventually } from "#test/support/eventually.ts";
import { sha256 } from "#domain/digest/index.ts";
import { createSite, valueOf, type DemoSite } from "./demo-site.ts";

/** All that was counted for the website, once so many requests were. */
async function countedOf({ rpc }: DemoSite, requests: number): Promise<Omit<TrafficHour, "hour">> {
  const sum = await eventually("all is counted", async () => {
    const { hours } = valueOf(await rpc.readTraffic({ from: 0, to: 1_000_000 }));
    const counted = hours.reduce((all, hour) => all + requestsOf(hour), 0);
    return counted >= requests ? hours : null;
  });
  const statuses = [0, 1, 2, 3, 4].map((place) => sum.reduce((all, hour) => all + hour.statuses[place]!, 0));
  return {
    bytes: sum.reduce((all, { bytes }) => all + bytes, 0),
    statuses: statuses as TrafficHour["statuses"],
  };
}

/** Visits and reads the whole answer. @returns its length as the visitor has it, and its tag */
async function read(site: DemoSite, path: string, init?: RequestInit) {
  const response = await site.visit(path, init);
  const { byteLength } = await response.arrayBuffer();
  return { bytes: byteLength, etag: response.headers.get("ETag") ?? "", status: response.status };
}

describe("requests to a website are counted with the bytes that its visitors got", () => {
  test("pages, from memory and made anew, known ones, missing ones and those of HEAD", async () => {
    const site = await createSite([{}]);
    const first = await read(site, "/");
    const again = await read(site, "/");
    expect(await read(site, "/", { headers: { "If-None-Match": first.etag } })).toMatchObject({
      status: 304,
      bytes: 0,
    });
    expect(await read(site, "/", { method: "HEAD" })).toMatchObject({ status: 200, bytes: 0 });
    const missing = await read(site, "/nothing");
    const moved = await read(site, "/%2e%2e//");
    const bytes = first.bytes + again.bytes + missing.bytes + moved.bytes;
    const redirects = moved.status < 400 ? 1 : 0;
    expect(await countedOf(site, 6)).toEqual({ bytes, statuses: [0, 3, 1 + redirects, 2 - redirects, 0] });
  });

  test("closed websites' notices, and assets of the theme", async () => {
    const site = await createSite([{}]);
    const html = await (await site.visit("/")).text();
    const asset = await read(site, html.match(/href="([^"]+)"/)![1]!);
    expect(asset.bytes).toBeGreaterThan(0);
    valueOf(await site.rpc.setStatus("maintenance"));
    const notice = await read(site, "/");
    expect(notice.status).toBe(503);
    const bytes = new TextEncoder().encode(html).byteLength + asset.bytes + notice.bytes;
    expect(await countedOf(site, 3)).toEqual({ bytes, statuses: [0, 2, 0, 0, 1] });
  });

  test("long files: as much as left, whether all was read or it was broken off", async () => {
    const size = 3_000_000;
    const film = "x".repeat(size);
    const digest = sha256(new TextEncoder().encode(film));
    const site = await createSite([{}], { files: { "assets/film.css": film } });
    const path = `/_hotswap/assets/${digest}/film.css`;
    const whole = await site.visit(path, { headers: { "Accept-Encoding": "identity" } });
    expect((await whole.arrayBuffer()).byteLength).toBe(size);
    expect(await countedOf(site, 1)).toEqual({ bytes: size, statuses: [0, 1, 0, 0, 0] });
    const broken = await site.visit(path, { headers: { "Accept-Encoding": "identity", Range: "bytes=0-" } });
    expect(broken.status).toBe(206);
    const reader = broken.body!.getReader();
    await reader.read();
    await reader.cancel();
    const { bytes, statuses } = await countedOf(site, 2);
    expect(statuses).toEqual([0, 2, 0, 0, 0]);
    expect(bytes).toBeLessThan(size + size / 2);
  });
});
