import { afterAll, beforeAll } from "vitest";
import { describeBounds } from "./kubernetes/bounds.ts";
import { describeClusters } from "./kubernetes/clusters.ts";
import { describeRepairs } from "./kubernetes/repairs.ts";
import { describeRemovals } from "./kubernetes/removals.ts";
import { describeTiers } from "./kubernetes/tiers.ts";
import { kubernetesHarness } from "./support/kubernetes-harness.ts";
import { startKubernetes, type TestKubernetes } from "./support/start-kubernetes.ts";
import { describeProvider } from "./provider/index.ts";

/** One server for all: it takes seconds to start and 400 MB. */
let kubernetes: TestKubernetes;
beforeAll(async () => {
  kubernetes = await startKubernetes();
});
afterAll(() => kubernetes?.stop());
const server = () => kubernetes;

describeProvider("kubernetes", async () => kubernetesHarness(kubernetes));
describeBounds(server);
describeTiers(server);
describeRemovals(server);
describeClusters(server);
describeRepairs(server);
