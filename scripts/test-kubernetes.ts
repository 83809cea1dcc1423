/**
 * `npm run test:kubernetes`: the driver for Kubernetes against a real API server with etcd and the controller manager,
 * which the tests start on free ports and stop. The first run builds them, in 5 to 8 minutes.
 */
import { ensureKubernetesBuilt, kubernetesPackages } from "./support/kubernetes.ts";
import { runBeside } from "./support/run-beside.ts";

await runBeside("kubernetes", kubernetesPackages, ensureKubernetesBuilt);
