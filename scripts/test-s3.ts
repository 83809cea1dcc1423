/**
 * `npm run test:s3`: the contract of blobs over a real S3 service, Ceph's gateway. As root its packages are installed when
 * they are missing: 73 MB, once. The last line is the sum, as of `npm test`.
 */
import { cephPackages } from "./support/ceph.ts";
import { ensureDebianPackagesInstalled } from "./support/debian-packages.ts";
import { runVitest } from "./support/vitest.ts";

const missing = await ensureDebianPackagesInstalled(".hotswap/logs/apt.log", (line) => console.log(line), cephPackages);
if (missing.length > 0) {
  console.log(`Missing: ${missing.join(", ")}. Install with: sudo apt-get install ${missing.join(" ")}`);
  process.exitCode = 1;
} else {
  const { passed, failed, skipped } = await runVitest(["s3"]);
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
  if (failed > 0) process.exitCode = 1;
}
