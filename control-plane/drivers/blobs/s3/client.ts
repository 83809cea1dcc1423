import { S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import { ProviderUnavailable } from "../../provider/index.ts";

export interface S3Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface S3Options extends S3Keys {
  /** e.g. `https://s3.example.com`, without a path. */
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  /** The bucket in the path of addresses rather than in their hostname. */
  readonly pathStyle: boolean;
  /** Ceph's gateway wants tags in conditions without their quotes. */
  readonly gateway?: "rgw" | null;
  /** For each call; one that carries bytes has longer, by their number. */
  readonly timeoutMs?: number;
}

const timeoutMsDefault = 10_000;
/** Slower than that, 100 KB/s, nobody's bytes are waited for. */
const bytesAMs = 100;

const ignore = () => {};
const silent = { trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore };

/** A client and how it is called. */
export class S3Connection {
  readonly client: S3Client;
  readonly bucket: string;
  readonly endpoint: URL;
  readonly pathStyle: boolean;
  readonly region: string;
  readonly gateway: "rgw" | null;
  readonly timeoutMs: number;

  constructor(options: S3Options) {
    const { endpoint, region, accessKeyId, secretAccessKey, pathStyle, timeoutMs = timeoutMsDefault } = options;
    this.bucket = options.bucket;
    this.endpoint = new URL(endpoint);
    this.pathStyle = pathStyle;
    this.region = region;
    this.gateway = options.gateway ?? null;
    this.timeoutMs = timeoutMs;
    this.client = new S3Client({
      endpoint,
      region,
      forcePathStyle: pathStyle,
      credentials: { accessKeyId, secretAccessKey },
      // Digests are ours to give; checksums of the SDK's own make older servers refuse streams.
      requestChecksumCalculation: "WHEN_REQUIRED",
      responseChecksumValidation: "WHEN_REQUIRED",
      maxAttempts: 3,
      // What goes wrong is told by whoever called.
      logger: silent,
      requestHandler: { connectionTimeout: timeoutMs },
    });
  }

  /**
   * Makes one call. Rejects with a `ProviderUnavailable` when nobody answers in time, with the caller's reason when it gave
   * up, and with the service's own exception for what it refused.
   */
  async call<Value>(work: (signal: AbortSignal) => Promise<Value>, signal?: AbortSignal, bytes = 0): Promise<Value> {
    signal?.throwIfAborted();
    // Not AbortSignal.timeout: that would go on ticking while the answer's bytes are read.
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), this.timeoutMs + Math.ceil(bytes / bytesAMs));
    try {
      return await work(signal === undefined ? late.signal : AbortSignal.any([signal, late.signal]));
    } catch (error) {
      throw signal?.aborted ? signal.reason : translate(error);
    } finally {
      clearTimeout(timer);
    }
  }

  close(): void {
    this.client.destroy();
  }
}

/** Refused by name, whatever the status: RGW is at odds with others about some. */
export function isS3Error(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof S3ServiceException && names.includes(error.name);
}

export function statusOf(error: unknown): number | null {
  return error instanceof S3ServiceException ? (error.$metadata.httpStatusCode ?? null) : null;
}

function translate(error: unknown): unknown {
  const status = statusOf(error);
  const isRefusal =
    status !== null && status < 500 && status !== 429 && !isS3Error(error, "RequestTimeout", "SlowDown");
  if (isRefusal || isS3Error(error, "NotImplemented")) return error;
  const said = error instanceof Error ? error.message || error.name : String(error);
  // Without the SDK's own error, in which the whole request is, its signature included.
  return new ProviderUnavailable(`The blob store cannot be reached: ${said}${status === null ? "" : ` (${status})`}`);
}
