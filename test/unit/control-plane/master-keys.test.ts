import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { parseConfig } from "#control-plane/config.ts";
import { findDatabase } from "../../../scripts/support/secrets/find-database.ts";

const configWith = (env: Record<string, string>) =>
  parseConfig({
    CONTROL_PLANE_SOCKET: "/run/control-plane.sock",
    DATABASE_URL: "postgresql://localhost/hotswap",
    CONTROL_PLANE_SECRET: "s".repeat(32),
    EDGE_API_URL: "http://api.localhost/api/v1",
    SPOOL_DIRECTORY: "/data/spool",
    ...env,
  }).masterKeys;
const own = `own:${randomBytes(32).toString("base64")}`;

test("whoever sets keys after a start without any opens what was sealed before, and seals by the new ones", () => {
  const first = configWith({});
  const later = configWith({ MASTER_KEYS: own });
  expect(later.current().id).toBe("own");
  expect(later.find(first.current().id)).toEqual(first.current());
  expect(later.find("other")).toBeNull();
  expect(first.find("own")).toBeNull();
});

test("a key that is called as the derived one is takes its place", () => {
  const named = own.replace("own", "derived");
  const keys = configWith({ MASTER_KEYS: named });
  expect(keys.find("derived")).toEqual(keys.current());
});

test("the command for secrets takes what the environment names, and an empty variable counts as left out", () => {
  const DATABASE_URL = "postgresql://localhost/hotswap";
  expect(findDatabase({ DATABASE_URL, MASTER_KEYS_FILE: "", MASTER_KEYS: own })).toMatchObject({
    databaseUrl: DATABASE_URL,
    masterKeysFile: null,
    masterKeys: own,
  });
  expect(() => findDatabase({ DATABASE_URL: "", HOTSWAP_DATA: "/nowhere/at/all" })).toThrow("ENOENT");
});
