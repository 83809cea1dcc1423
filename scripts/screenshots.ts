/**
 * `npm run screenshots`: the built-in themes as the demo's websites show them. Starts a platform on data of its own and
 * writes marketplace/themes/<name>/screenshots/*.png and docs/demo-website.png, from the same input the same pictures;
 * typefaces are those that the machine has.
 */
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { Browser } from "playwright-core";
import sharp from "sharp";
import { bakery } from "#supervisor/demo/bakery.ts";
import type { DemoSite } from "#supervisor/demo/demo-site.ts";
import { seedDemo } from "#supervisor/demo/seed-demo.ts";
import { studio } from "#supervisor/demo/studio.ts";
import { launchBrowser } from "#test/e2e/browser.ts";
import { startTestPlatform } from "#test/support/platform.ts";

interface Shot {
  readonly file: string;
  readonly site: DemoSite;
  readonly path: string;
  readonly width: number;
  readonly height: number;
  /** Device pixels for one of CSS. */
  readonly scale?: number;
  readonly colorScheme?: "light" | "dark";
}

const bytesMax = 200_000;
const desktop = { width: 1_440, height: 1_080 };
const phone = { width: 390, height: 844, scale: 2 };

function shotsOf(site: DemoSite, textPath: string): readonly Shot[] {
  const folder = `marketplace/themes/${site.theme}/screenshots`;
  return [
    { file: `${folder}/desktop.png`, site, path: "/", ...desktop },
    { file: `${folder}/desktop-dark.png`, site, path: "/", ...desktop, colorScheme: "dark" },
    { file: `${folder}/text.png`, site, path: textPath, ...desktop },
    { file: `${folder}/phone.png`, site, path: "/", ...phone },
    { file: `${folder}/phone-dark.png`, site, path: textPath, ...phone, colorScheme: "dark" },
  ];
}

const shots: readonly Shot[] = [
  ...shotsOf(studio, "/journal/a-typeface-for-fog"),
  ...shotsOf(bakery, "/journal/plum-weeks"),
  { file: "docs/demo-website.png", site: bakery, path: "/", width: 1_280, height: 800 },
];

async function take(browser: Browser, port: number, shot: Shot): Promise<Buffer> {
  const { site, path, width, height, scale = 1, colorScheme = "light" } = shot;
  const viewport = { width, height };
  const context = await browser.newContext({
    viewport,
    deviceScaleFactor: scale,
    colorScheme,
    reducedMotion: "reduce",
  });
  try {
    const page = await context.newPage();
    await page.goto(`http://${site.hostname}:${port}${path}`, { waitUntil: "networkidle" });
    return await page.screenshot();
  } finally {
    await context.close();
  }
}

/** With fewer colours until it is small enough. Throws when it never is. */
async function compress(png: Buffer, file: string): Promise<{ readonly size: number; readonly colours: number }> {
  for (const colours of [256, 128, 64, 32]) {
    const { size } = await sharp(png).png({ palette: true, colours, effort: 10 }).toFile(file);
    if (size < bytesMax) return { size, colours };
  }
  throw new Error(`${file} would be larger than ${bytesMax} bytes`);
}

const platform = await startTestPlatform();
const browser = await launchBrowser();
try {
  const { port, token, urls } = platform;
  await seedDemo({ apiUrl: urls.api, sitesPort: port, token, log: () => undefined });
  for (const shot of shots) {
    await mkdir(dirname(shot.file), { recursive: true });
    const { size, colours } = await compress(await take(browser, port, shot), shot.file);
    console.log(`${shot.file}  ${Math.round(size / 1_000)} KB, ${colours} colours`);
  }
} finally {
  await browser.close();
  await platform.dispose();
}
