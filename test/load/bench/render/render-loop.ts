import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { performance } from "node:perf_hooks";
import type { ReleaseView } from "#domain/contracts/index.ts";
import { configurationSchema } from "#domain/release/index.ts";
import { packTheme } from "#marketplace/pack-theme.ts";
import { contentSecurityPolicy } from "#workers/rendering/csp.ts";
import { encode } from "#workers/rendering/encode.ts";
import { renderPage } from "#workers/rendering/render-page.ts";
import { createThemeEngine, type ThemeEngine } from "#workers/rendering/theme-engine.ts";
import { spreadOf } from "../statistics.ts";
import { typicalPost } from "./typical-post.ts";

/**
 * Renders a typical post again and again, in a process of its own, and says how long it took and what it held on to, as
 * JSON.
 *
 * `node render-loop.ts <renders>`
 */
const renders = Number(process.argv[2]);
const warmUpRenders = 2_000;
/** Memory is compared between these parts of the run. */
const settledShare = 0.1;

const packed = await packTheme(fileURLToPath(new URL("../../../../marketplace/themes/journal", import.meta.url)));
const release: ReleaseView = {
  releaseId: packed.digest,
  theme: packed.package,
  themeDigest: packed.digest,
  themeSettings: {},
  configuration: configurationSchema.parse({
    title: "Bakery",
    description: "Bread, and little else",
    timeZone: "Europe/Vienna",
    url: "https://bakery.example",
  }),
};
const sources = new Map(
  Object.entries(packed.package.files).map(([path, { digest }]) => [
    path,
    new TextDecoder().decode(packed.blobs.get(digest)),
  ]),
);

function freshEngine(): ThemeEngine {
  const templates = [...sources].filter(([path]) => path.endsWith(".liquid"));
  const locales = [...sources].filter(([path]) => path.startsWith("locales/"));
  return createThemeEngine(release.theme, {
    templates: new Map(templates.map(([path, source]) => [path.replace(/\.liquid$/, ""), source])),
    locales: new Map(locales.map(([path, source]) => [path, JSON.parse(source)])),
  });
}

const parsedAt = performance.now();
const theme = freshEngine();
const parseMs = performance.now() - parsedAt;
const context = { theme, path: typicalPost.document.path };

const startedAt = performance.now();
const first = renderPage(release, typicalPost, context);
const firstMs = performance.now() - startedAt;
if (first.faults.length > 0) throw new Error(JSON.stringify(first.faults));
for (let count = 0; count < warmUpRenders; count += 1) renderPage(release, typicalPost, context);

const times = new Float64Array(renders);
let settledRss = 0;
const loopStartedAt = performance.now();
for (let count = 0; count < renders; count += 1) {
  const at = performance.now();
  renderPage(release, typicalPost, context);
  times[count] = performance.now() - at;
  if (count === Math.floor(renders * settledShare)) settledRss = process.memoryUsage().rss;
}
const seconds = (performance.now() - loopStartedAt) / 1_000;
const endRss = process.memoryUsage().rss;
const preparedTimes = Array.from({ length: 500 }, () => {
  const at = performance.now();
  const { html } = renderPage(release, typicalPost, context);
  contentSecurityPolicy(html);
  createHash("sha256")
    .update(encode(Uint8Array.from(Buffer.from(html)), "br"))
    .digest("hex");
  return performance.now() - at;
});
const megabytes = (bytes: number) => Math.round(bytes / 1_000_000);
console.log(
  JSON.stringify({
    renders,
    htmlBytes: Buffer.byteLength(first.html),
    parseMs,
    firstMs,
    renderMs: spreadOf([...times]),
    preparedMs: spreadOf(preparedTimes),
    rendersPerSecond: renders / seconds,
    settledRssMb: megabytes(settledRss),
    endRssMb: megabytes(endRss),
  }),
);
