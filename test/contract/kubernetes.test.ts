import { afterAll, beforeAll } from "vitest";
import { kubernetesHarness } from "./support/kubernetes-harness.ts";
import { startKubernetes, type TestKubernetes } from "./support/start-kubernetes.ts";
import { describeProvider } from "./tenant-provider.ts";

let kubernetes: TestKubernetes;
beforeAll(async () => {
  kubernetes = await startKubernetes();
});
afterAll(() => kubernetes?.stop());

describeProvider("kubernetes", async () => kubernetesHarness(kubernetes));
