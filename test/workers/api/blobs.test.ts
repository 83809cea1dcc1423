import { expect, test } from "vitest";
import { sha256 } from "#domain/digest/index.ts";
import { callApi, problemIn, uploadTheme } from "./call-api.ts";

const bytesOf = (text: string) => Uint8Array.from(new TextEncoder().encode(text));
const fileOf = (digest: string) => ({ digest, bytes: 1, contentType: "text/css" });
const packageOf = (files: Record<string, unknown>) => ({ format: 1, name: "x", version: "1.0.0", title: "X", files });

test("a blob is stored once under its digest, and found there", async () => {
  const bytes = bytesOf(crypto.randomUUID());
  const path = `/blobs/${sha256(bytes)}`;
  expect((await callApi("HEAD", path)).status).toBe(404);
  expect((await callApi("PUT", path, { body: bytes })).status).toBe(201);
  expect((await callApi("PUT", path, { body: bytes })).status).toBe(200);
  expect((await callApi("HEAD", path)).status).toBe(200);
});

test("bytes that do not have the digest are refused, and not stored", async () => {
  const path = `/blobs/${sha256(crypto.randomUUID())}`;
  const response = await callApi("PUT", path, { body: bytesOf("something else") });
  expect(await problemIn(response)).toMatchObject({
    status: 422,
    type: "urn:hotswap:problem:digest-mismatch",
    facts: { digest: sha256("something else") },
  });
  expect((await callApi("HEAD", path)).status).toBe(404);
});

test("an empty blob is a blob", async () => {
  expect((await callApi("PUT", `/blobs/${sha256("")}`, { body: new Uint8Array(0) })).status).toBeLessThan(300);
});

test("a theme is named by its digest, whichever way its members are ordered", async () => {
  const digest = await uploadTheme();
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect(await uploadTheme()).toBe(digest);
  expect((await callApi("HEAD", `/blobs/${digest}`)).status).toBe(200);
});

test("a theme whose files were not uploaded is refused, naming what is missing", async () => {
  const missing = sha256(crypto.randomUUID());
  const theme = packageOf({ "assets/a.css": fileOf(missing) });
  const problem = await problemIn(await callApi("POST", "/themes", { body: { package: theme } }));
  expect(problem).toMatchObject({ type: "urn:hotswap:problem:blob-not-found", facts: { missing: [missing] } });
});

test.each(["../escape.css", "assets/../../x", "assets/a/b.css", "/assets/a.css", "layout/", "theme.liquid"])(
  "a theme's files lie in its folders: %s does not",
  async (path) => {
    const theme = packageOf({ [path]: fileOf("0".repeat(64)) });
    expect((await callApi("POST", "/themes", { body: { package: theme } })).status).toBe(400);
  },
);

test("a theme has no more files than one request can look for", async () => {
  const files = Array.from({ length: 501 }, (_, index) => [`assets/${index}.css`, fileOf(sha256(`${index}`))]);
  const theme = packageOf(Object.fromEntries(files));
  const response = await callApi("POST", "/themes", { body: { package: theme } });
  expect((await problemIn(response)).type).toBe("urn:hotswap:problem:invalid-theme");
});
