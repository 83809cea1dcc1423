/**
 * `npm run test:long`: what takes a minute and more by itself, by killing parts again and again or by waiting for what comes once a minute.
 */
import { runBeside } from "./support/run-beside.ts";

await runBeside("long", { "redis-server": ["redis-server"] });
