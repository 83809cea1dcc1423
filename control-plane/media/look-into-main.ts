import { text } from "node:stream/consumers";
import { whenParentEnds } from "../when-parent-ends.ts";
import { endAfter } from "./end-after.ts";
import { fileToLookIntoSchema } from "./looked-into.ts";
import { makeFiles } from "./make-files.ts";

/** An image of a hundred megapixels in every edition. */
endAfter(5 * 60_000);
// It is in a session of its own, which nobody ends with that of whoever asked.
whenParentEnds(() => process.kill(process.pid, "SIGKILL"), Number(process.argv[2]));

/** The process that one file is looked into by: it is told of the file on its standard input, and tells what became of it. */
const file = fileToLookIntoSchema.parse(JSON.parse(await text(process.stdin)));
process.stdout.write(JSON.stringify(await makeFiles(file)));
