import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  ProviderUnavailable,
  type TenantPage,
  type TenantProvider,
  type TenantResources,
} from "#control-plane/drivers/provider/index.ts";
import {
  findFreePort,
  startCuttingProxy,
  startSilentServer,
  startSlowProxy,
  type Cut,
} from "./support/cutting-proxy.ts";
import { makeTenant } from "./support/tenants.ts";

export type ClosableProvider = TenantProvider & { close?(): Promise<void> | void };

/** Something done behind the platform's back. */
export interface DriftKind {
  /** What is wrong then, e.g. "a widened rule". */
  readonly name: string;
  make(tenant: TenantResources): Promise<void>;
}

/** What a tenant tried at another's things: `refused`, or what it got. */
export interface Trespass {
  readonly tried: string;
  readonly outcome: "refused" | (string & {});
}

/** A driver with its real server, and what the suite needs to know of them. */
export interface ProviderHarness {
  readonly provider: ClosableProvider;
  /** The wire to the server; null where there is none, as to a directory. */
  readonly wire: null | {
    readonly host: string;
    readonly port: number;
    readonly tls?: { readonly cert: string; readonly key: string };
    /** What the server answers a call, whichever, that it is too busy for or fails at; by what that is. */
    readonly busy: Readonly<Record<string, string>>;
    /** The same driver to the same server by another address. `timeoutMs` is for each of its calls. */
    connect(port: number, timeoutMs: number): ClosableProvider;
  };
  readonly drifts: readonly DriftKind[];
  /** Puts something there that is the tenant's, with its own credentials where it has any. */
  leaveMark(tenant: TenantResources): Promise<void>;
  /** Whether it is there, and the tenant can get at it. */
  findMark(tenant: TenantResources): Promise<boolean>;
  /** Every way that one tenant's credentials may be tried at another's things. None where it has no credentials. */
  trespass(mine: TenantResources, theirs: TenantResources): Promise<readonly Trespass[]>;
  stop(): Promise<void>;
}

/** All pages, as far as they end. */
async function listAll(provider: TenantProvider): Promise<string[]> {
  const listed: string[] = [];
  for (let after: string | null = null, pages = 0; pages === 0 || after !== null; pages += 1) {
    const page: TenantPage = await provider.list(after, never);
    listed.push(...page.tenantIds);
    after = page.next;
    expect(pages).toBeLessThan(1_000);
  }
  return listed;
}

const timeoutMs = 1_000;
const slowMs = 150;
/** More calls than any driver makes. */
const callsMax = 400;
const never = new AbortController().signal;

/**
 * What every driver of a provider holds to.
 *
 * @param options.overWire false for one that reaches what it manages without a connection, as a directory
 * @param options.comesBack false for one that makes nothing anew of a tenant that was taken away
 * @param options.endsCalls false for one that ends what it has begun before it gives up
 */
export function describeProvider(
  name: string,
  makeHarness: () => Promise<ProviderHarness>,
  {
    overWire = true,
    comesBack = true,
    endsCalls = true,
  }: { readonly overWire?: boolean; readonly comesBack?: boolean; readonly endsCalls?: boolean } = {},
): void {
  describe(`${name} as a provider`, () => {
    let harness: ProviderHarness;
    let provider: TenantProvider;
    beforeAll(async () => {
      harness = await makeHarness();
      provider = harness.provider;
    });
    afterAll(async () => {
      await harness.provider.close?.();
      await harness.stop();
    });

    async function expectWhole(tenant: TenantResources): Promise<void> {
      expect(await provider.compare(tenant, never)).toEqual([]);
      await harness.leaveMark(tenant);
      expect(await harness.findMark(tenant)).toBe(true);
    }

    async function expectGone(tenantId: string): Promise<void> {
      expect(await provider.remains(tenantId, never)).toEqual([]);
    }

    test("what is missing is made, told of, and there for its tenant to use", async () => {
      const tenant = makeTenant();
      await expectGone(tenant.tenantId);
      expect((await provider.compare(tenant, never)).length).toBeGreaterThan(0);
      expect((await provider.ensure(tenant, never)).length).toBeGreaterThan(0);
      await expectWhole(tenant);
      expect((await provider.remains(tenant.tenantId, never)).length).toBeGreaterThan(0);
    });

    test("comparing changes nothing", async () => {
      const tenant = makeTenant();
      const first = await provider.compare(tenant, never);
      expect(await provider.compare(tenant, never)).toEqual(first);
      await expectGone(tenant.tenantId);
    });

    test("done twice, the second time changes nothing and says so", async () => {
      const tenant = makeTenant();
      await provider.ensure(tenant, never);
      await harness.leaveMark(tenant);
      expect(await provider.ensure(tenant, never)).toEqual([]);
      expect(await harness.findMark(tenant)).toBe(true);
    });

    test("two at once make one", async () => {
      const tenant = makeTenant();
      await Promise.all([provider.ensure(tenant, never), provider.ensure(tenant, never)]);
      await expectWhole(tenant);
      await provider.remove(tenant.tenantId, never);
      await expectGone(tenant.tenantId);
    });

    test("whatever was changed behind the platform's back is seen, put right and told of", async () => {
      expect(harness.drifts.length).toBeGreaterThan(0);
      for (const drift of harness.drifts) {
        const tenant = makeTenant();
        await provider.ensure(tenant, never);
        await drift.make(tenant);
        const seen = await provider.compare(tenant, never);
        expect(seen, drift.name).not.toEqual([]);
        expect(await provider.ensure(tenant, never), drift.name).toEqual(seen);
        await expectWhole(tenant);
      }
    });

    test("putting one tenant right leaves another's drift to that one's turn", async () => {
      const [mine, theirs] = [makeTenant(), makeTenant()];
      for (const tenant of [mine, theirs]) await provider.ensure(tenant, never);
      await harness.drifts[0]!.make(theirs);
      const seen = await provider.compare(theirs, never);
      expect(await provider.ensure(mine, never)).toEqual([]);
      expect(await provider.compare(theirs, never)).toEqual(seen);
    });

    test("taken away, nothing of a tenant remains, and another's is untouched", async () => {
      const [mine, theirs] = [makeTenant(), makeTenant()];
      for (const tenant of [mine, theirs]) {
        await provider.ensure(tenant, never);
        await harness.leaveMark(tenant);
      }
      await provider.remove(mine.tenantId, never);
      await expectGone(mine.tenantId);
      expect(await harness.findMark(mine).catch(() => false)).toBe(false);
      expect(await provider.compare(theirs, never)).toEqual([]);
      expect(await harness.findMark(theirs)).toBe(true);
    });

    test("taken away twice, or before it was made, is taken away", async () => {
      const tenant = makeTenant();
      await provider.remove(tenant.tenantId, never);
      await provider.ensure(tenant, never);
      await provider.remove(tenant.tenantId, never);
      await provider.remove(tenant.tenantId, never);
      await expectGone(tenant.tenantId);
    });

    test(`what was taken away ${comesBack ? "can be made again, empty" : "stays away"}`, async () => {
      const tenant = makeTenant();
      await provider.ensure(tenant, never);
      await harness.leaveMark(tenant);
      await provider.remove(tenant.tenantId, never);
      await provider.ensure(tenant, never);
      if (!comesBack) return expectGone(tenant.tenantId);
      expect(await harness.findMark(tenant)).toBe(false);
      await expectWhole(tenant);
    });

    test("of whom something is there can be told, and of nobody else", async () => {
      const [there, gone, unmade] = [makeTenant(), makeTenant(), makeTenant()];
      for (const tenant of [there, gone]) {
        await provider.ensure(tenant, never);
        await harness.leaveMark(tenant);
      }
      await provider.remove(gone.tenantId, never);
      const listed = await listAll(provider);
      expect(listed).toContain(there.tenantId);
      for (const { tenantId } of [gone, unmade]) expect(listed).not.toContain(tenantId);
      await provider.remove(there.tenantId, never);
    });

    test("a tenant's credentials are refused at another's things, whatever is tried", async () => {
      const [mine, theirs] = [makeTenant(), makeTenant()];
      for (const tenant of [mine, theirs]) {
        await provider.ensure(tenant, never);
        await harness.leaveMark(tenant);
      }
      const attempts = await harness.trespass(mine, theirs);
      expect(attempts.filter(({ outcome }) => outcome !== "refused")).toEqual([]);
      expect(await harness.findMark(theirs)).toBe(true);
      expect(await provider.compare(theirs, never)).toEqual([]);
    });

    test("a call that was given up before it began does nothing", async () => {
      const tenant = makeTenant();
      const reason = new Error("given up");
      await expect(provider.ensure(tenant, AbortSignal.abort(reason))).rejects.toBe(reason);
      await expectGone(tenant.tenantId);
    });

    test("its health is good, and says since when", async () => {
      const health = await provider.health(never);
      expect(health.status, health.detail ?? "").toBe("ok");
      expect(health.sinceMs).toBeLessThanOrEqual(Date.now());
    });

    if (!overWire) return;

    /** Runs `work` against a driver whose wire breaks. @returns whether it came to break */
    async function withCut(cut: Cut, work: (cut: TenantProvider) => Promise<unknown>): Promise<boolean> {
      const wire = harness.wire!;
      const proxy = await startCuttingProxy(wire, cut);
      const interrupted = wire.connect(proxy.port, timeoutMs);
      try {
        const error = await work(interrupted).then(
          () => null,
          (error: unknown) => error,
        );
        if (error !== null) expect(error).toBeInstanceOf(ProviderUnavailable);
        return proxy.hasCut;
      } finally {
        await interrupted.close?.();
        await proxy.close();
      }
    }

    test("a server that answers slowly is waited for", async () => {
      const { port, close } = await startSlowProxy(harness.wire!, slowMs);
      const slow = harness.wire!.connect(port, timeoutMs * 5);
      const tenant = makeTenant();
      await slow.ensure(tenant, never);
      await expectWhole(tenant);
      await slow.remove(tenant.tenantId, never);
      await expectGone(tenant.tenantId);
      await slow.close?.();
      await close();
    });

    /** Answers each call in turn in the server's place, until there is none left to answer. */
    async function throughBusy(once: (cut: Cut) => Promise<boolean>): Promise<void> {
      for (const answer of Object.values(harness.wire!.busy)) {
        let call = 1;
        while (call <= callsMax && (await once({ call, when: "answered", answer }))) call += 1;
        expect(call).toBeGreaterThan(1);
        expect(call).toBeLessThan(callsMax);
      }
    }

    test("a making, any of whose calls the server is too busy for, is completed by the next", () =>
      throughBusy(async (cut) => {
        const tenant = makeTenant();
        const broke = await withCut(cut, (busy) => busy.ensure(tenant, never));
        await provider.ensure(tenant, never);
        await expectWhole(tenant);
        return broke;
      }));

    test("a taking away, any of whose calls the server is too busy for, is completed by the next", () =>
      throughBusy(async (cut) => {
        const tenant = makeTenant();
        await provider.ensure(tenant, never);
        const broke = await withCut(cut, (busy) => busy.remove(tenant.tenantId, never));
        await provider.remove(tenant.tenantId, never);
        await expectGone(tenant.tenantId);
        return broke;
      }));

    for (const when of ["unsent", "answer-lost"] as const) {
      const how = when === "unsent" ? "before" : "after";

      test(`a making that breaks off ${how} any of its calls is completed by the next`, async () => {
        let call = 1;
        for (; call <= callsMax; call += 1) {
          const tenant = makeTenant();
          const broke = await withCut({ call, when }, (cut) => cut.ensure(tenant, never));
          await provider.ensure(tenant, never);
          await expectWhole(tenant);
          if (!broke) break;
        }
        expect(call).toBeGreaterThan(1);
        expect(call).toBeLessThan(callsMax);
      });

      test(`a taking away that breaks off ${how} any of its calls is completed by the next`, async () => {
        let call = 1;
        for (; call <= callsMax; call += 1) {
          const tenant = makeTenant();
          await provider.ensure(tenant, never);
          await harness.leaveMark(tenant);
          const broke = await withCut({ call, when }, (cut) => cut.remove(tenant.tenantId, never));
          await provider.remove(tenant.tenantId, never);
          await expectGone(tenant.tenantId);
          if (!broke) break;
        }
        expect(call).toBeGreaterThan(1);
        expect(call).toBeLessThan(callsMax);
      });
    }

    async function expectUnavailable(away: ClosableProvider): Promise<void> {
      const tenant = makeTenant();
      const calls: readonly (() => Promise<unknown>)[] = [
        () => away.ensure(tenant, never),
        () => away.compare(tenant, never),
        () => away.remove(tenant.tenantId, never),
        () => away.remains(tenant.tenantId, never),
        () => away.list(null, never),
      ];
      for (const call of calls) {
        const startedAtMs = performance.now();
        await expect(call()).rejects.toBeInstanceOf(ProviderUnavailable);
        expect(performance.now() - startedAtMs).toBeLessThan(timeoutMs * 3);
      }
      expect((await away.health(never)).status).toBe("unavailable");
      await away.close?.();
    }

    test("a server that nobody is at is unavailable, and said to be", async () => {
      await expectUnavailable(harness.wire!.connect(await findFreePort(), timeoutMs));
    });

    test("a server that never answers is unavailable in time, and a call can be given up before", async () => {
      const silent = await startSilentServer();
      try {
        await expectUnavailable(harness.wire!.connect(silent.port, timeoutMs));
        if (!endsCalls) return;
        const patient = harness.wire!.connect(silent.port, 60_000);
        const reason = new Error("given up");
        const giving = new AbortController();
        const call = patient.ensure(makeTenant(), giving.signal);
        setTimeout(() => giving.abort(reason), 50);
        await expect(call).rejects.toBe(reason);
        await patient.close?.();
      } finally {
        await silent.close();
      }
    });
  });
}
