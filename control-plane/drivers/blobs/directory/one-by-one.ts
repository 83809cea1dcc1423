/** What changes a file's name, by path. */
const turns = new Map<string, Promise<unknown>>();

/** Works on one path take turns, so that none comes between another's look and its move. Keep them short: nobody waits for a body here. */
export async function oneByOne<Value>(path: string, work: () => Promise<Value>): Promise<Value> {
  const before = turns.get(path) ?? Promise.resolve();
  const mine = before.then(work, work);
  turns.set(path, mine);
  try {
    return await mine;
  } finally {
    if (turns.get(path) === mine) turns.delete(path);
  }
}
