/**
 * `npm run test:providers`: tenants made and taken away with every provider real at once (PostgreSQL, Redis, Ceph's gateway, a Kubernetes API
 * server), also while each of them is killed or hangs at every step. Packages and the build are those of `test:s3` and `test:kubernetes`.
 */
import { cephPackages } from "./support/ceph.ts";
import { ensureKubernetesBuilt, kubernetesPackages } from "./support/kubernetes.ts";
import { runBeside } from "./support/run-beside.ts";

const packages = { ...cephPackages, ...kubernetesPackages, "redis-server": ["redis-server"] };
await runBeside("providers", packages, ensureKubernetesBuilt);
