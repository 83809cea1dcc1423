/** `npm run check`: types, lint, format and the bundle for Cloudflare. */
import { runChecks } from "./support/checks.ts";

const totals = await runChecks((line) => console.log(line));
console.log(`${totals.passed} passed, ${totals.failed} failed`);
if (totals.failed > 0) process.exitCode = 1;
