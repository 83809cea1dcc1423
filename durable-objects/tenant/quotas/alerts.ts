import { quotaAlertSchema, type Assertion, type QuotaAlert } from "#domain/contracts/index.ts";
import { isFarFromLimit, isNearLimit, type Standing } from "#domain/quota/index.ts";
import { callControlPlane, type ControlPlaneBindings } from "#durable-objects/support/control-plane-client.ts";
import { Outbox } from "#durable-objects/support/index.ts";

/** Of which resources it was told that they come near their limits. Writes belong in the caller's transaction. */
export class QuotaAlerts {
  readonly #sql: SqlStorage;
  readonly #outbox: Outbox;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#outbox = new Outbox(sql);
  }

  /**
   * Notes each crossing once: what has come near its limit since it was last far from it, or since the month began. @returns whether
   * there is something to tell
   * @param month of those resources that begin anew with each
   */
  note(standings: readonly Standing[], month: string, nowMs: number): boolean {
    let isNews = false;
    for (const standing of standings) {
      const { resource, used, limit, tier } = standing;
      const period = resource === "bandwidth" ? month : "";
      const told = this.#told(resource);
      if (!isNearLimit(standing)) {
        if (told !== null && isFarFromLimit(standing))
          this.#sql.exec("DELETE FROM near_limits WHERE resource = ?", resource);
      } else if (told !== period) {
        this.#sql.exec("INSERT OR REPLACE INTO near_limits (resource, month) VALUES (?, ?)", resource, period);
        const at = new Date(nowMs).toISOString();
        const alert: QuotaAlert = { alertId: crypto.randomUUID(), at, resource, used, limit, tier };
        this.#outbox.append(JSON.stringify(alert));
        isNews = true;
      }
    }
    return isNews;
  }

  /** Tells the control plane, oldest first, until nothing waits. Throws when it did not take one: it is told again. */
  async deliver(bindings: ControlPlaneBindings, tenantId: string, timeoutMs = 10_000): Promise<void> {
    const assertion: Assertion = { kind: "tenant", tenantId };
    const path = `/internal/tenants/${tenantId}/quota-alerts`;
    for (let [waiting] = this.#outbox.peek(1); waiting !== undefined; [waiting] = this.#outbox.peek(1)) {
      const body = quotaAlertSchema.parse(JSON.parse(waiting.body));
      const response = await callControlPlane(bindings, assertion, path, { body, timeoutMs });
      await response.body?.cancel();
      // A tenant that is gone has nobody to tell.
      if (!response.ok && response.status !== 404) {
        throw new Error(`the control plane answered ${response.status} to an alert of ${tenantId}`);
      }
      this.#outbox.acknowledge(waiting.sequence);
    }
  }

  #told(resource: string): string | null {
    const query = "SELECT month FROM near_limits WHERE resource = ?";
    return this.#sql.exec<{ month: string }>(query, resource).toArray()[0]?.month ?? null;
  }
}
