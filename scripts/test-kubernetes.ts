/**
 * `npm run test:kubernetes`: the driver for Kubernetes against a real API server with etcd and the controller manager,
 * which the tests start on free ports and stop. The first run builds them, in 5 to 8 minutes.
 *
 * As root, Debian packages that are missing are installed.
 */
import { ensureDebianPackagesInstalled } from "./support/debian-packages.ts";
import { ensureKubernetesBuilt, kubernetesPackages } from "./support/kubernetes.ts";
import { runVitest } from "./support/vitest.ts";

const say = (line: string) => console.log(line);

const missing = await ensureDebianPackagesInstalled(".hotswap/logs/apt.log", say, kubernetesPackages);
if (missing.length > 0) {
  say(`Missing: ${missing.join(", ")}. Install with: sudo apt-get install ${missing.join(" ")}`);
  process.exit(1);
}
await ensureKubernetesBuilt(say);
const { passed, failed, skipped } = await runVitest(["kubernetes"]);
say(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
if (failed > 0) process.exitCode = 1;
