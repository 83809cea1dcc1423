/**
 * `npm run import -- FORMAT FILE --website ID`: brings a website's content in from elsewhere. See `--help`.
 *
 * Ends with 0 when the import is ready, activated, or checked by a dry run; 1 when it failed; 2 when the command makes no
 * sense; 130 when Ctrl-C dropped it.
 */
import { apiClient } from "./support/import/api-client.ts";
import { readImportSettings, usage, type ImportSettings } from "./support/import/import-settings.ts";
import { runImport } from "./support/import/run-import.ts";
import { runCommand } from "./support/run-command.ts";

const args = process.argv.slice(2);
if (args.includes("--help") || args.includes("-h")) console.log(usage);
else
  process.exitCode = await runCommand(usage, () =>
    run(readImportSettings(args, process.env.HOTSWAP_DATA || ".hotswap")),
  );

async function run(settings: ImportSettings): Promise<number> {
  const api = apiClient(settings.api, settings.token);
  const stopping = new AbortController();
  let path: string | null = null;
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stopping.abort(signal));
  try {
    const isGood = await runImport({
      api,
      settings,
      say: (text) => console.log(text),
      signal: stopping.signal,
      onImport: (at) => (path = at),
    });
    return isGood ? 0 : 1;
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
    if (path !== null) await api.call("DELETE", path);
    console.error("Stopped: the import was dropped, nothing was changed.");
    return 130;
  } finally {
    await api.close();
  }
}
