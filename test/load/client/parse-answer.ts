/** What the load client looks at in an answer. */
export interface AnswerHead {
  readonly status: number;
  /** The header `HotSwap-Release`. */
  readonly releaseId: string | null;
  /** Where the body begins and the answer ends, in the buffer. */
  readonly bodyStart: number;
  readonly end: number;
}

/**
 * Reads the head of an HTTP/1.1 answer that begins at the buffer's start; null when it is not all there yet.
 * As small as it can be, because the client shares its processor with what it measures.
 *
 * Throws for an answer without `Content-Length` that has a body: the platform's pages all have one.
 */
export function parseAnswerHead(buffer: Buffer, length: number): AnswerHead | null {
  const bodyStart = headEnd(buffer, length);
  if (bodyStart === -1) return null;
  const head = buffer.toString("latin1", 0, bodyStart);
  const status = Number(head.slice(9, 12));
  const names = head.toLowerCase();
  const releaseId = valueOf(head, names, "\r\nhotswap-release: ");
  const contentLength = valueOf(head, names, "\r\ncontent-length: ");
  if (contentLength === null && status !== 304 && status !== 204) {
    throw new Error(`an answer of status ${status} has no Content-Length:\n${head}`);
  }
  const bodyLength = status === 304 || status === 204 ? 0 : Number(contentLength);
  return { status, releaseId, bodyStart, end: bodyStart + bodyLength };
}

function headEnd(buffer: Buffer, length: number): number {
  const at = buffer.indexOf("\r\n\r\n", 0, "latin1");
  return at === -1 || at + 4 > length ? -1 : at + 4;
}

function valueOf(head: string, names: string, name: string): string | null {
  const at = names.indexOf(name);
  if (at === -1) return null;
  return head.slice(at + name.length, head.indexOf("\r\n", at + name.length)).trim();
}
