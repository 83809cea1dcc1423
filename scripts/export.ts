/**
 * `npm run export -- FORMAT FILE --website ID`: takes a website along, as one file. See `--help`.
 *
 * Ends with 0 when the file is there; 1 when it could not be made; 2 when the command makes no sense; 130 when Ctrl-C ended it.
 */
import { readExportSettings, usage, type ExportSettings } from "./support/export/export-settings.ts";
import { runExport } from "./support/export/run-export.ts";
import { apiClient } from "./support/import/api-client.ts";
import { runCommand } from "./support/run-command.ts";

const args = process.argv.slice(2);
if (args.includes("--help") || args.includes("-h")) console.log(usage);
else
  process.exitCode = await runCommand(usage, () =>
    run(readExportSettings(args, process.env.HOTSWAP_DATA || ".hotswap")),
  );

async function run(settings: ExportSettings): Promise<number> {
  const api = apiClient(settings.api, settings.token);
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stopping.abort(signal));
  try {
    return (await runExport({ api, settings, say: (text) => console.log(text), signal: stopping.signal })) ? 0 : 1;
  } catch (error) {
    if (!stopping.signal.aborted) throw error;
    console.error("Stopped: the export was given up.");
    return 130;
  } finally {
    await api.close();
  }
}
