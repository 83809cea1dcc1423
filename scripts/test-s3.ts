/**
 * `npm run test:s3`: the contract of blobs over a real S3 service, Ceph's gateway. Its packages are 73 MB, once.
 */
import { cephPackages } from "./support/ceph.ts";
import { runBeside } from "./support/run-beside.ts";

await runBeside("s3", cephPackages);
