import { randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  archiveDraftsMax,
  archivePaths,
  draftsEntry,
  editsEntry,
  type ArchiveManifest,
} from "#domain/archive/index.ts";
import { digestOf } from "#domain/digest/index.ts";
import { workingCopySchema } from "#domain/editing/index.ts";
import { besideRelease } from "#control-plane/services/exports/archive/beside-release.ts";
import type { ImportFault } from "#control-plane/services/imports/index.ts";
import { documentOf, refusalOf } from "#test/support/moving/archive-samples.ts";
import { convertFile } from "#test/support/moving/convert-file.ts";
import { memoryRelease } from "#test/support/moving/memory-release.ts";
import { testDirectory } from "#test/support/moving/test-directory.ts";
import { withLines } from "#test/support/moving/with-lines.ts";
import { writeExport } from "#test/support/moving/write-export.ts";
import { filesOf, zipOf } from "#test/support/moving/zip-files.ts";

describe("drafts and unpublished edits of an archive", () => {
  const draftOf = (documentId: string) => {
    const { value } = documentOf(documentId, `Draft ${documentId}`);
    return workingCopySchema.parse(value);
  };
  const drafts = [draftOf("later"), draftOf("a"), draftOf("sooner")];
  const withDrafts = memoryRelease([documentOf("a", "First")], [], {}, drafts);

  test("lie beside the release, which is the same without them; what the release has otherwise is an edit", async () => {
    const written = await writeExport("archive", withDrafts.source);
    const bare = await writeExport("archive", memoryRelease([documentOf("a", "First")]).source);
    const [one, other] = [await filesOf(written.path), await filesOf(bare.path)];
    const manifests = [one, other].map(
      (of) => JSON.parse(of.get(archivePaths.manifest)!.toString()) as ArchiveManifest,
    );
    expect(manifests[0]!.release).toEqual(manifests[1]!.release);
    expect(manifests[0]!.files).toEqual(manifests[1]!.files);
    expect([manifests[0]!.drafts?.count, manifests[0]!.edits?.count]).toEqual([2, 1]);
    expect([manifests[1]!.drafts, manifests[1]!.edits]).toEqual([undefined, undefined]);
    const read = await convertFile("archive", written.path);
    expect([read.drafts, read.edits]).toEqual([[drafts[0], drafts[2]], [drafts[1]]]);
    const { status: _, ...first } = read.records[0]!.value as { readonly status: string };
    expect(read.edited).toEqual([{ documentId: "a", digest: digestOf(first) }]);
    expect(read.records).toHaveLength(1);
    expect(read.lines.filter(({ detail }) => detail.includes("a draft"))).toHaveLength(2);
    expect(read.lines.filter(({ detail }) => detail.includes("an unpublished edit"))).toHaveLength(1);
  });

  test("of a document that is as the release has it again there is none, nor of one that is gone", async () => {
    const { status: _, ...same } = withDrafts.records[0]!.value as { readonly status: string };
    const { source } = memoryRelease([documentOf("a", "First")], [], {}, [workingCopySchema.parse(same)]);
    const gone = { ...source, unreleased: async () => ({ drafts: ["gone"], edits: ["a"] }) };
    const manifest = JSON.parse(
      (await filesOf((await writeExport("archive", gone)).path)).get(archivePaths.manifest)!.toString(),
    ) as ArchiveManifest;
    expect([manifest.drafts, manifest.edits]).toEqual([undefined, undefined]);
  });

  test("are so many at most: the others are said to be left out", async () => {
    const ids = Array.from({ length: archiveDraftsMax + 1 }, (_, n) => `d${n}`);
    const source = {
      ...withDrafts.source,
      unreleased: async () => ({ drafts: ids, edits: [] }),
      workingCopy: async (documentId: string) => ({ ...drafts[0]!, documentId }),
    };
    const { path: full, notes } = await writeExport("archive", source);
    expect(notes).toEqual([{ place: "drafts", detail: expect.stringContaining(`${archiveDraftsMax} drafts at most`) }]);
    const manifest = JSON.parse((await filesOf(full)).get(archivePaths.manifest)!.toString()) as ArchiveManifest;
    expect(manifest.drafts?.count).toBe(archiveDraftsMax);
  });

  test("are refused where they are more or fewer than the manifest says, or than may be", async () => {
    const of = await filesOf((await writeExport("archive", withDrafts.source)).path);
    const manifest = JSON.parse(of.get(archivePaths.manifest)!.toString()) as ArchiveManifest;
    const saying = (part: "drafts" | "edits", count: number) =>
      zipOf([
        ...[...of].filter(([name]) => name !== archivePaths.manifest),
        [archivePaths.manifest, JSON.stringify({ ...manifest, [part]: { ...manifest[part], count } })] as const,
      ]);
    await expect(convertFile("archive", await saying("drafts", 1))).rejects.toMatchObject({
      place: `${draftsEntry}, line 2`,
      message: expect.stringContaining("1 draft"),
    });
    await expect(convertFile("archive", await saying("edits", 2))).rejects.toMatchObject({
      place: editsEntry,
      message: expect.stringContaining("The file holds 1 edits"),
    });
    for (const part of ["drafts", "edits"] as const) {
      const refusal = await refusalOf(await saying(part, archiveDraftsMax + 1));
      expect(refusal).toMatchObject({ place: archivePaths.manifest });
    }
  });

  test("are refused, with the line, where they are not what they are said to be", async () => {
    const written = readFileSync((await writeExport("archive", withDrafts.source)).path);
    const faultOf = async (part: "drafts" | "edits", lines: readonly unknown[]) => {
      const to = join(testDirectory(), randomUUID());
      writeFileSync(to, await withLines(written, part === "drafts" ? draftsEntry : editsEntry, part, lines));
      const fault = await convertFile("archive", to).then(
        () => null,
        (error: unknown) => error as ImportFault,
      );
      return `${fault?.place}: ${fault?.message}`;
    };
    const edit = draftOf("a");
    const callout = { ...edit, body: { type: "doc", content: [{ type: "nothing" }] } };
    expect(await faultOf("edits", [edit, edit])).toBe(`${editsEntry}, line 2: The edit is there twice.`);
    expect(await faultOf("edits", [draftOf("later")])).toBe(`${editsEntry}, line 1: The edit is there twice.`);
    expect(await faultOf("edits", [edit, draftOf("nobody")])).toBe(
      `${editsEntry}, line 2: The edit is of a document that the release does not have.`,
    );
    expect(await faultOf("edits", ["text"])).toContain(`${editsEntry}, line 1: The edit is not valid`);
    expect(await faultOf("edits", [callout])).toMatch(/drafts\/edits\.ndjson, line 1: .*body\.content\.0.*nothing/);
    expect(await faultOf("drafts", [{ ...draftOf("x"), path: "no path" }])).toMatch(/document\.ndjson, line 1: .*path/);
  });

  test("that an archive does not speak of are refused, as is one that it speaks of and does not hold", async () => {
    const of = await filesOf((await writeExport("archive", withDrafts.source)).path);
    const manifest = JSON.parse(of.get(archivePaths.manifest)!.toString()) as ArchiveManifest;
    const { edits: _, ...silent } = manifest;
    const refusalWith = async (files: ReadonlyMap<string, Buffer>, said: object) =>
      refusalOf(
        await zipOf([
          ...[...files].filter(([name]) => name !== archivePaths.manifest),
          [archivePaths.manifest, JSON.stringify(said)] as const,
        ]),
      );
    expect(await refusalWith(of, silent)).toMatchObject({ place: editsEntry });
    const without = new Map([...of].filter(([name]) => name !== editsEntry));
    expect(await refusalWith(without, manifest)).toMatchObject({ place: editsEntry });
    expect(
      (
        await convertFile(
          "archive",
          await zipOf(
            [...without.entries()]
              .filter(([name]) => name !== archivePaths.manifest)
              .concat([[archivePaths.manifest, Buffer.from(JSON.stringify(silent))]]),
          ),
        )
      ).edits,
    ).toEqual([]);
  });

  test("that may not be read are said to be left out", async () => {
    const source = {
      ...withDrafts.source,
      async unreleased(_: unknown, onRefused: (detail: string) => void) {
        onRefused("The tenant is suspended.");
        return { drafts: [], edits: [] };
      },
    };
    const { notes } = await writeExport("archive", source);
    const detail = "Drafts and unpublished edits were left out. The tenant is suspended.";
    expect(notes).toEqual([{ place: "drafts", detail }]);
  });
});

test("what is edited is told from a release by the release alone, whatever was published or rolled back since", async () => {
  const of = (digest: string | null, servedDigest: string | null, released: string | undefined, knows = false) =>
    besideRelease({ documentId: "a", digest, servedDigest }, released, async () => knows);
  expect(await of("one", null, undefined)).toBe("draft");
  expect(await of("one", "one", undefined)).toBe("draft");
  expect(await of("one", "one", "one")).toBe("same");
  expect(await of("two", "one", "one")).toBe("edit");
  expect(await of("two", "two", "one", true)).toBe("edit");
  expect(await of("two", null, "one", true)).toBe("edit");
  expect(await of("two", "one", "zero")).toBe("edit");
  expect(await of("one", "one", "another, which nobody has heard of here")).toBe("same");
  expect(await of(null, "one", "one")).toBe("edit");
});
