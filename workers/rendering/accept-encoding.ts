/** How a page may be encoded; of equally welcome ones the first is chosen. */
const encodings = ["br", "gzip", "identity"] as const;
export type Encoding = (typeof encodings)[number];

/**
 * The encoding for a request with this Accept-Encoding header: the most welcome of ours. Where it allows
 * none, identity all the same, since an answer beats 406.
 *
 * @param header null when there is none: identity, as whoever cannot say probably cannot decode
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.accept-encoding
 */
export function negotiateEncoding(header: string | null): Encoding {
  if (header === null) return "identity";
  const weights = parseWeights(header);
  let best: Encoding = "identity";
  let bestWeight = 0;
  for (const encoding of encodings) {
    const weight = weights.get(encoding) ?? defaultWeight(encoding, weights);
    if (weight > bestWeight) {
      best = encoding;
      bestWeight = weight;
    }
  }
  return best;
}

/** An encoding that is not named has the weight of "*"; identity is welcome, but after all that are named. */
function defaultWeight(encoding: Encoding, weights: ReadonlyMap<string, number>): number {
  return weights.get("*") ?? (encoding === "identity" ? 0.0001 : 0);
}

function parseWeights(header: string): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  for (const part of header.split(",")) {
    const [coding = "", ...parameters] = part.split(";").map((text) => text.trim().toLowerCase());
    if (coding !== "") weights.set(coding === "x-gzip" ? "gzip" : coding, weightOf(parameters));
  }
  return weights;
}

/** A weight that is not one, such as `q=2` or `q=x`, counts as 0: what is not understood is not wanted. */
function weightOf(parameters: readonly string[]): number {
  const parameter = parameters.find((text) => /^q\s*=/.test(text));
  if (parameter === undefined) return 1;
  const text = parameter.slice(parameter.indexOf("=") + 1).trim();
  return /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(text) ? Number(text) : 0;
}
