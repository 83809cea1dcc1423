import { expect, test } from "vitest";
import { uploadTheme } from "../edge/demo-site.ts";
import { createSite, failureOf, recordOf, valueOf } from "./site.ts";

const settings = [
  {
    name: "Looks",
    settings: [
      { type: "color" as const, id: "accent", label: "Accent", default: "#ffffff" },
      { type: "image" as const, id: "logo", label: "Logo" },
    ],
  },
];
const nothing = { documents: { put: [], delete: [] } };

async function activate(stub: Awaited<ReturnType<typeof createSite>>["stub"], input: object): Promise<string> {
  const { changeId } = valueOf(await stub.createChange({ leaves: {}, ...nothing, ...input }));
  return valueOf(await stub.activate({ deploymentId: crypto.randomUUID(), changeId, message: "" })).releaseId;
}

test("settings have to fit the theme that the change leads to, and each fault is named", async () => {
  const { stub } = await createSite();
  const theme = await uploadTheme({}, settings);
  const wrong = { accent: "red", width: "wide" };
  for (const leaves of [{ theme, themeSettings: wrong }]) {
    const failure = failureOf(await stub.createChange({ leaves, ...nothing }));
    expect(failure.code).toBe("invalid-request");
    expect(failure.facts).toEqual({
      faults: [
        "leaves.themeSettings.accent must be a colour such as #0b6e4f",
        "leaves.themeSettings.width is not a setting of this theme",
      ],
    });
  }
  await activate(stub, { leaves: { theme } });
  expect(failureOf(await stub.createChange({ leaves: { themeSettings: wrong }, ...nothing })).code).toBe(
    "invalid-request",
  );
  expect((await stub.createChange({ leaves: { themeSettings: { accent: "#000000" } }, ...nothing })).ok).toBe(true);
});

test("a release brings the media that its settings name", async () => {
  const { stub } = await createSite();
  const media = { mediaId: "m1", fileName: "logo.png", contentType: "image/png", digest: null };
  const releaseId = await activate(stub, {
    leaves: { theme: await uploadTheme({}, settings), themeSettings: { logo: "m1" } },
    records: { put: [recordOf("media", media)], delete: [] },
  });
  expect(valueOf(await stub.readRelease(releaseId)).settingsMedia).toMatchObject({ m1: { fileName: "logo.png" } });
});
