import { runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import { createSite, failureOf, recordOf, runDeadline, valueOf } from "./site.ts";

const digest = "a".repeat(64);
const small = "b".repeat(64);
const variants = [{ digest: small, contentType: "image/webp", width: 10, height: 10, bytes: 5 }];
const media = (given: object) =>
  recordOf("media", { mediaId: "m", fileName: "m.svg", contentType: "image/svg+xml", ...given });

test("files that media of a retained release name can be fetched, with their type and name, and no others", async () => {
  const { stub, publishRecords, change } = await createSite();
  expect(failureOf(await stub.readAsset(digest)).code).toBe("asset-not-found");
  await publishRecords(media({ digest, variants }));
  expect(valueOf(await stub.readAsset(digest))).toEqual({ contentType: "image/svg+xml", fileName: "m.svg" });
  expect(valueOf(await stub.readAsset(small))).toEqual({ contentType: "image/webp", fileName: "m.svg" });
  await publishRecords(media({ digest: null }));
  valueOf(await stub.readAsset(digest));
  const other = "c".repeat(64);
  await change({ records: { put: [media({ mediaId: "n", digest: other })] } });
  await runInDurableObject<never, void>(
    stub as never,
    (_, { storage }) => void storage.sql.exec("UPDATE changes SET created_at_ms = 0"),
  );
  for (let slices = 0; slices < 6; slices++) await runDeadline(stub, "sweep");
  expect(failureOf(await stub.readAsset(other)).code).toBe("asset-not-found");
  valueOf(await stub.readAsset(small));
});
