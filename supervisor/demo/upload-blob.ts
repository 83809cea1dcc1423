import { z } from "zod";
import type { Digest } from "#domain/digest/index.ts";
import type { ApiClient } from "./api-client.ts";
import { expectAnswer } from "./expect-answer.ts";

/** Uploads bytes unless they are there. */
export async function uploadBlob(api: ApiClient, digest: Digest, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const path = `/blobs/${digest}`;
  const { status } = await api.call({ method: "HEAD", path });
  if (status === 200) return;
  await expectAnswer(api, { method: "PUT", path, body: bytes }, [200, 201], z.unknown());
}
