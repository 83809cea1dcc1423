import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { firstPreviousHash, hashOfEntry, type AuditEntry } from "#domain/audit/index.ts";
import { verifyLog } from "../../../scripts/support/audit/verify-file.ts";

/** A chain as the control plane writes it. */
function chain(length: number, tenantId: string = randomUUID()): AuditEntry[] {
  const entries: AuditEntry[] = [];
  for (let sequence = 1; sequence <= length; sequence += 1) {
    entries.push(
      sealed({
        tenantId,
        sequence,
        at: new Date(Date.UTC(2026, 0, sequence)).toISOString(),
        actor: { kind: "person", personId: randomUUID(), name: "Ada", impersonatedBy: null },
        action: "member.invited",
        target: { type: "member", id: String(sequence) },
        origin: { address: "192.0.2.1", userAgent: "Test", requestId: "r" },
        before: null,
        after: { role: "editor", note: "ü\u2028" },
        previousHash: entries.at(-1)?.hash ?? firstPreviousHash,
      }),
    );
  }
  return entries;
}

function sealed(entry: Omit<AuditEntry, "hash">): AuditEntry {
  return { ...entry, hash: hashOfEntry(entry) };
}

async function* linesOf(entries: readonly object[]): AsyncGenerator<string> {
  for (const entry of entries) yield JSON.stringify(entry);
}
const verify = (entries: readonly object[], head: string | null = null) => verifyLog(linesOf(entries), head);

const whole = chain(9);
const kept = whole[4]!.hash;

test("a log as it was written is whole, empty or not, and its head is told", async () => {
  const { isWhole, report } = await verify(whole);
  expect(isWhole).toBe(true);
  expect(report.join("\n")).toContain(whole[8]!.hash);
  expect((await verify([])).isWhole).toBe(true);
});

test("a hash kept earlier is found in a log that has grown since", async () => {
  expect(await verify(whole, kept)).toMatchObject({ isWhole: true });
});

describe("without a kept hash it is found out that", () => {
  test.each<[string, readonly object[], string]>([
    ["what was done was altered", whole.with(3, { ...whole[3]!, action: "member.removed" }), "Entry 4"],
    ["who did it was altered", whole.with(3, { ...whole[3]!, actor: { ...whole[3]!.actor, name: "Eve" } }), "Entry 4"],
    ["the time was altered", whole.with(0, { ...whole[0]!, at: "2020-01-01T00:00:00.000Z" }), "Entry 1"],
    ["one was altered and hashed anew", whole.with(3, sealed({ ...whole[3]!, action: "a.b" })), "Entry 5"],
    ["something was put into it", whole.with(3, { ...whole[3]!, note: "approved" } as never), "Entry 4"],
    [
      "something was put into what it tells of",
      whole.with(3, { ...whole[3]!, target: { ...whole[3]!.target, name: "Eve" } as never }),
      "Entry 4",
    ],
    ["one was taken out", whole.toSpliced(3, 1), "Entry 4"],
    ["the first ones were taken out", whole.slice(2), "Entry 1"],
    ["one was put in", whole.toSpliced(3, 0, whole[2]!), "Entry 4"],
    ["two changed places", whole.with(3, whole[4]!).with(4, whole[3]!), "Entry 4"],
    ["one of another tenant was put in", whole.with(3, chain(9)[3]!), "Entry 4"],
    ["a line is no entry", whole.with(3, { sequence: 4 } as never), "Line 4"],
  ])("%s", async (_, entries, place) => {
    const { isWhole, report } = await verify(entries);
    expect(isWhole).toBe(false);
    expect(report[0]).toContain(place);
  });
});

test("it is found out that a member was written twice, of which people read the first", async () => {
  const lines = async function* () {
    for (const entry of whole) {
      const line = JSON.stringify(entry);
      yield entry.sequence === 4 ? line.replace("{", '{"action":"member.removed",') : line;
    }
  };
  expect(await verifyLog(lines(), null)).toMatchObject({ isWhole: false });
});

describe("with a kept hash it is found out that", () => {
  test("the end was cut off", async () => {
    expect((await verify(whole.slice(0, 4))).isWhole).toBe(true);
    expect(await verify(whole.slice(0, 4), kept)).toMatchObject({ isWhole: false });
  });

  test("all of it was written anew", async () => {
    const anew = chain(9, whole[0]!.tenantId);
    expect((await verify(anew)).isWhole).toBe(true);
    expect(await verify(anew, kept)).toMatchObject({ isWhole: false });
  });
});
