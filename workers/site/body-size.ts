/** Bodies longer than this leave in pieces, and count piece by piece: players and visitors break off what is long. */
const wholeBytesMax = 256 * 1024;
const pieceBytes = 64 * 1024;

const sizes = new WeakMap<Response, number>();
const pumps = new WeakMap<Response, (onSent: (bytes: number) => void) => void>();

/** A response whose body's length is known when it is counted. */
export function sizedResponse(body: string | Uint8Array<ArrayBuffer> | null, init: ResponseInit): Response {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  return withSize(new Response(bytes, init), bytes?.byteLength ?? 0);
}

/** Notes the length of the response's body. */
export function withSize(response: Response, bytes: number): Response {
  sizes.set(response, bytes);
  return response;
}

/** Bytes of the body, without those of bodies that leave in pieces. */
export function bodySize(response: Response): number {
  return sizes.get(response) ?? 0;
}

/** A response to GET: sent as a whole where it is short, else piece by piece once `sendPieces` is called. */
export function piecewiseResponse(bytes: Uint8Array<ArrayBuffer>, init: ResponseInit): Response {
  if (bytes.byteLength <= wholeBytesMax) return sizedResponse(bytes, init);
  return pumpedResponse(piecesOf(bytes), bytes.byteLength, init);
}

/** The same of bytes that come as they are read. @param size of all that come */
export function streamedResponse(body: ReadableStream<Uint8Array>, size: number, init: ResponseInit): Response {
  return pumpedResponse(body, size, init);
}

function pumpedResponse(pieces: Pieces, size: number, init: ResponseInit): Response {
  const { readable, writable } = new FixedLengthStream(size);
  const response = new Response(readable, init);
  pumps.set(response, (onSent) => void pump(pieces, writable, onSent));
  return response;
}

type Pieces = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let begin = 0; begin < bytes.byteLength; begin += pieceBytes) yield bytes.subarray(begin, begin + pieceBytes);
}

/** Lets the body leave, if it does so in pieces. @param onSent is told of each that was taken */
export function sendPieces(response: Response, onSent: (bytes: number) => void): void {
  pumps.get(response)?.(onSent);
}

async function pump(
  pieces: Pieces,
  writable: WritableStream<Uint8Array>,
  onSent: (bytes: number) => void,
): Promise<void> {
  const writer = writable.getWriter();
  try {
    for await (const piece of pieces) {
      await writer.write(piece);
      onSent(piece.byteLength);
    }
    await writer.close();
  } catch (error) {
    // The visitor has gone, or what is stored is damaged, and then must not look whole. Leaving the loop gave the pieces back.
    await writer.abort(error).catch(() => {});
  }
}
