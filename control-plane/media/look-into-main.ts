import { text } from "node:stream/consumers";
import { fileToLookIntoSchema } from "./looked-into.ts";
import { makeFiles } from "./make-files.ts";

/** The process that one file is looked into by: it is told of the file on its standard input, and tells what became of it. */
const file = fileToLookIntoSchema.parse(JSON.parse(await text(process.stdin)));
process.stdout.write(JSON.stringify(await makeFiles(file)));
