import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { planControlPlane } from "#supervisor/control-plane.ts";
import { describeDataDirectory } from "#supervisor/data-directory.ts";
import { mailsUrlAt } from "#supervisor/kept-mails.ts";

const dataDirectory = mkdtempSync(join(tmpdir(), "hotswap-kept-mails-"));
afterAll(() => rmSync(dataDirectory, { recursive: true }));
const directory = describeDataDirectory(dataDirectory);
const urlWith = (options: { env?: Record<string, string>; postgres?: boolean }) =>
  mailsUrlAt(8_787, directory, { dataDirectory, ...options });

test("mails are read on a page of their own, by a key that stays the same", () => {
  const url = urlWith({ env: { MAIL_URL: "" } });
  expect(url).toMatch(/^http:\/\/mail\.localhost:8787\/\?key=[0-9a-f]{32}$/);
  expect(urlWith({ env: { MAIL_URL: "" } })).toBe(url);
});

test("there is no such page where an operator sees to mails, or where none are sent", () => {
  expect(urlWith({ env: { MAIL_URL: "smtp://mail.example.com" } })).toBeNull();
  expect(urlWith({ env: { MAIL_URL: "file:///var/mails" } })).toBeNull();
  expect(urlWith({ env: { MAIL_URL: "" }, postgres: false })).toBeNull();
});

test("the control plane is told where people are and where mails go, unless the environment says so", () => {
  const told = (env: Record<string, string>) =>
    planControlPlane({
      socketPath: "/run/control-plane.sock",
      relaySocketPath: "/run/tenant-relay.sock",
      databaseUrl: "postgresql://localhost/hotswap",
      secret: "secret",
      edgeApiUrl: "http://api.localhost:8788/api/v1",
      theme: "default",
      masterKeysFile: "/data/master-keys",
      spool: "/data/spool",
      tenantBlobs: "/data/tenant-blobs",
      mails: "/data/mails",
      env,
    }).command().env;
  expect(told({ APP_ORIGIN: "", MAIL_URL: "" })).toMatchObject({
    APP_ORIGIN: "http://app.localhost:8788",
    MAIL_URL: "file:///data/mails",
    MASTER_KEYS_FILE: "/data/master-keys",
    DEFAULT_THEME: "default",
  });
  expect(told({ DEFAULT_THEME: "" })).toMatchObject({ DEFAULT_THEME: "" });
  const own = {
    APP_ORIGIN: "https://app.example.com",
    MAIL_URL: "smtp://mail.example.com",
    TRUSTED_ORIGINS: "https://www.example.com",
  };
  expect(told(own)).toMatchObject(own);
  expect(told({ MASTER_KEYS: "a:b" })).toMatchObject({ MASTER_KEYS: "a:b", MASTER_KEYS_FILE: "" });
  expect(told({ MASTER_KEYS_FILE: "/etc/keys" })).toMatchObject({ MASTER_KEYS_FILE: "/etc/keys" });
});
