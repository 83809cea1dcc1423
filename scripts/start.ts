/**
 * `npm start`: the whole platform in the foreground, until Ctrl-C or SIGTERM.
 *
 * PORT            the port to listen on; left out, 8787 or the next free one
 * HOTSWAP_DATA    where everything is kept; left out, .hotswap
 * HOTSWAP_EDGES   edge processes; left out, one a core
 * HOTSWAP_STATES  state processes; fixed at the first start, 1 when left out there
 * CLIENT_ADDRESS  the header in which the proxy before it puts clients' addresses; left out, none is believed
 */
import { randomBytes } from "node:crypto";
import { demoLogins } from "#supervisor/demo/demo-logins.ts";
import { seedNoteIn } from "#supervisor/demo/seed-note.ts";
import { seedPlatform } from "#supervisor/demo/seed-platform.ts";
import { ensureSecretExists } from "#supervisor/data-directory.ts";
import { startPlatform, SupervisorError, type Platform } from "#supervisor/index.ts";
import { addressAdvice, readStartSettings } from "#supervisor/start-settings.ts";
import { writeLocalFile, type Login } from "#supervisor/local-file.ts";

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
    const advice = addressAdvice(process.env);
    if (advice !== null) say(advice);
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
  say(`Serving after ${seconds()} s. Preparing the demo.`);
  const password = ensureSecretExists(directory.demoPassword, () => randomBytes(12).toString("base64url"));
  const note = seedNoteIn(directory.seeded);
  const { sites } = await seedPlatform({
    apiUrl: urls.api,
    sitesPort: platform.port,
    token,
    password,
    note,
    log: say,
  });
  const logins = demoLogins(password, token);
  const localFile = writeLocalFile(directory.root, { urls: { ...urls, sites }, logins });
  say(
    [
      "",
      `HotSwap runs (${seconds()} s).`,
      "",
      "  Websites",
      ...sites.map((site) => `    ${site.url}  ${site.name}`),
      "  API, and a page that describes it",
      `    ${urls.api}`,
      `    ${urls.api}/docs`,
      ...(urls.mails === null ? [] : ["  Mails: none is delivered, all are listed here", `    ${urls.mails}`]),
      `  People, who all sign in with the password ${password} until they choose another`,
      ...logins.flatMap(describePerson),
      "  The operator, who may do everything",
      `    Authorization: Bearer ${token}`,
      "",
      `  The same for programs: ${localFile}`,
      `  Logs: ${directory.logs}`,
      "  Ctrl-C stops it.",
      "",
    ].join("\n"),
  );
}

function describePerson({ email, role }: Login): readonly string[] {
  return email === null ? [] : [`    ${email.padEnd(26)}${role.replace("-", " ")}`];
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
