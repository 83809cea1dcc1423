/**
 * `npm start`: the whole platform in the foreground, until Ctrl-C or SIGTERM.
 *
 * PORT            the port to listen on; left out, 8787 or the next free one
 * HOTSWAP_DATA    where everything is kept; left out, .hotswap
 * HOTSWAP_EDGES   edge processes; left out, one a core
 * HOTSWAP_STATES  state processes; fixed at the first start, 1 when left out there
 */
import { seedDemo } from "#supervisor/demo/seed-demo.ts";
import { startPlatform, SupervisorError, type Platform } from "#supervisor/index.ts";
import { readStartSettings } from "#supervisor/start-settings.ts";
import { writeLocalFile } from "#supervisor/local-file.ts";

const startedAtMs = performance.now();
const say = (sentence: string) => console.log(sentence);

/** Resolves once the person at the console, or whoever started us, wants an end. */
const ended = new Promise<NodeJS.Signals>((resolve) => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve(signal));
});

try {
  await run();
} catch (error) {
  console.error(error instanceof SupervisorError ? error.message : error);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const settings = readStartSettings(process.env);
  const starting = startPlatform(settings);
  const first = await Promise.race([starting, ended]);
  const platform = await starting;
  try {
    if (typeof first === "string") return;
    const settled = await Promise.race([settle(platform), ended]);
    if (typeof settled === "string") return;
    await Promise.race([watchRest(platform), ended]);
    await ended;
  } finally {
    say("Stopping.");
    await platform.stop();
  }
}

/** Seeds the demo, and says where everything is. */
async function settle(platform: Platform): Promise<void> {
  const { token, urls, directory } = platform;
  say(`Serving after ${seconds()} s. Preparing the demo websites.`);
  const { sites } = await seedDemo({ apiUrl: urls.api, sitesPort: platform.port, token, log: say });
  const localFile = writeLocalFile(directory.root, { urls: { api: urls.api, sites }, token });
  say(
    [
      "",
      `HotSwap runs (${seconds()} s).`,
      "",
      ...sites.map((site) => `  ${site.name}: ${site.url}`),
      `  API: ${urls.api}`,
      `  Sign in as platform administrator: Authorization: Bearer ${token}`,
      "",
      `  The same for programs: ${localFile}`,
      `  Logs: ${directory.logs}`,
      "  Ctrl-C stops it.",
      "",
    ].join("\n"),
  );
}

/** Says so when what the websites do without does not come up. */
async function watchRest(platform: Platform): Promise<void> {
  await platform
    .untilHealthy()
    .catch((error: Error) => console.error(`${error.message}\nWebsites are served all the same.`));
}

function seconds(): string {
  return ((performance.now() - startedAtMs) / 1_000).toFixed(1);
}
