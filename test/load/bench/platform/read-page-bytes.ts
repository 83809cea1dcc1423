import { request } from "node:http";

/** A page as it came: what a raw server has to answer to be compared with it. */
export interface PageBytes {
  /** In their order and case, without those that the server adds by itself. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

/** Added by the runtime to every response that has a body of known length. */
const addedByRuntime = new Set(["content-length", "connection", "date", "keep-alive"]);

/** Throws unless it is answered with 200. */
export function readPageBytes(port: number, host: string, path: string): Promise<PageBytes> {
  return new Promise((resolve, reject) => {
    const call = request({ host: "127.0.0.1", port, path, headers: { Host: host }, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("error", reject);
      answer.on("end", () => {
        if (answer.statusCode === 200) resolve({ headers: headersOf(answer.rawHeaders), body: Buffer.concat(chunks) });
        else reject(new Error(`${host}${path} was answered with status ${answer.statusCode}`));
      });
    });
    call.setTimeout(10_000, () => call.destroy(new Error(`no answer from ${host}${path}`)));
    call.on("error", reject);
    call.end();
  });
}

/** Throws unless both are the same to the byte: else a comparison would say nothing. */
export function expectSameBytes(page: PageBytes, other: PageBytes): void {
  const text = ({ headers }: PageBytes) =>
    JSON.stringify(headers.map(([name, value]) => [name.toLowerCase(), value]).sort());
  if (!page.body.equals(other.body) || text(page) !== text(other)) {
    throw new Error(`what is compared differs:\n${text(page)}\n${text(other)}`);
  }
}

function headersOf(raw: readonly string[]): [string, string][] {
  const pairs = Array.from({ length: raw.length / 2 }, (_, i): [string, string] => [raw[2 * i]!, raw[2 * i + 1]!]);
  return pairs.filter(([name]) => !addedByRuntime.has(name.toLowerCase()));
}
