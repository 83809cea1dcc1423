import { hkdfSync } from "node:crypto";
import { readFileSync, statSync } from "node:fs";

export interface MasterKey {
  /** How it is called in what it sealed. */
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

/** The keys that seal tenants' keys. They are in no database. */
export interface MasterKeys {
  /** What is sealed now is sealed by this one. */
  current(): MasterKey;
  /** Null for one that is not known here. */
  find(id: string): MasterKey | null;
}

const entryPattern = /^([A-Za-z0-9_-]{1,40}):([A-Za-z0-9+/_-]{43}=?)$/;

/**
 * @param text `id:base64,…`, the current one first; line breaks separate as well
 * Throws an error that shows no key.
 */
export function parseMasterKeys(text: string): MasterKeys {
  const entries = text.split(/[,\s]+/).filter((entry) => entry !== "");
  const keys = entries.map((entry, index): MasterKey => {
    const [, id, encoded] = entryPattern.exec(entry) ?? [];
    const key = Buffer.from(encoded ?? "", "base64");
    if (id === undefined || key.length !== 32) {
      throw new Error(`entry ${index + 1} is not an id, a colon and 32 bytes in base64`);
    }
    return { id, key };
  });
  const [current] = keys;
  if (current === undefined) throw new Error("there is no master key");
  const byId = new Map(keys.map((key) => [key.id, key]));
  if (byId.size < keys.length) throw new Error("two master keys have one id");
  return { current: () => current, find: (id) => byId.get(id) ?? null };
}

/** The keys in a file, read again whenever that has changed, so that rotating them asks for no restart. Throws when it cannot be read. */
export function masterKeysInFile(path: string): MasterKeys {
  let readAt = -1;
  let keys: MasterKeys | undefined;
  const read = (): MasterKeys => {
    const { mtimeMs } = statSync(path);
    if (keys === undefined || mtimeMs !== readAt) {
      keys = parseMasterKeys(readFileSync(path, "utf8"));
      readAt = mtimeMs;
    }
    return keys;
  };
  read();
  return { current: () => read().current(), find: (id) => read().find(id) };
}

/**
 * The key that follows from the platform's secret, for those who set none, and behind those that were set later: it opens what it
 * sealed before them.
 *
 * @param keys null where none are set
 */
export function withDerivedKey(keys: MasterKeys | null, secret: string): MasterKeys {
  const derived = { id: "derived", key: Buffer.from(hkdfSync("sha256", secret, "", "hotswap master key", 32)) };
  return {
    current: () => keys?.current() ?? derived,
    find: (id) => keys?.find(id) ?? (id === derived.id ? derived : null),
  };
}
