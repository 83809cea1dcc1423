import { open } from "node:fs/promises";

/** Makes the names in a directory durable: a file that is synced may still be lost by its name. */
export async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
