export { bucketCount, bucketOf, releaseForBucket } from "./bucket.ts";
