import { collectDefaultMetrics, Counter, Histogram, Registry } from "prom-client";

/** What is counted and measured, for Prometheus. Names and labels are for operators' dashboards: they stay. */
export class Metrics {
  readonly registry = new Registry();
  readonly #steps = new Histogram({
    name: "hotswap_provisioning_step_seconds",
    help: "How long steps of tenants' making (run) and unmaking (compensate) took.",
    labelNames: ["step", "kind", "outcome"],
    buckets: [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 75],
    registers: [this.registry],
  });
  readonly #settled = new Counter({
    name: "hotswap_provisioning_settled_total",
    help: "Tenants that were made, could not be made (undone), or were removed.",
    labelNames: ["as"],
    registers: [this.registry],
  });
  readonly #reconciled = new Counter({
    name: "hotswap_reconciliations_total",
    help: "Tenants compared with what they ought to have, by what came of it: well, repaired, failed.",
    labelNames: ["provider", "outcome"],
    registers: [this.registry],
  });
  readonly #drifts = new Counter({
    name: "hotswap_drifts_repaired_total",
    help: "Things that were not as they ought to be, and were mended.",
    labelNames: ["provider"],
    registers: [this.registry],
  });

  stepEnded(step: string, kind: "run" | "compensate", outcome: "ok" | "failed", seconds: number): void {
    this.#steps.observe({ step, kind, outcome }, seconds);
  }

  settled(as: string): void {
    this.#settled.inc({ as });
  }

  reconciled(provider: string, outcome: "well" | "repaired" | "failed", drifts = 0): void {
    this.#reconciled.inc({ provider, outcome });
    if (drifts > 0) this.#drifts.inc({ provider }, drifts);
  }

  /** Of the process itself: memory, processor, event loop. Once a process. */
  watchProcess(): void {
    collectDefaultMetrics({ register: this.registry });
  }
}
