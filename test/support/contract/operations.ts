/** The description of the API, as it is served. */
export interface ApiDocument {
  readonly paths?: unknown;
  readonly components?: unknown;
}

/** A JSON Schema as the description holds it. */
export type Schema = Readonly<Record<string, unknown>>;

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly schema: Schema;
}

/** An operation of the description, with what it refers to looked up. */
export interface Operation {
  readonly operationId: string;
  readonly method: string;
  /** Below `/api/v1`, with `{parameters}`. */
  readonly path: string;
  readonly tag: string;
  readonly access: string;
  readonly permission: string | undefined;
  readonly parameters: readonly Parameter[];
  /** The schema of a JSON body; null for none. */
  readonly body: Schema | null;
  /** Whether it takes a body that is no JSON. */
  readonly takesBytes: boolean;
  /** Whether it goes by the cookie of a session. */
  readonly takesSession: boolean;
  readonly statuses: readonly number[];
}

interface RawOperation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly security: readonly Readonly<Record<string, unknown>>[];
  readonly "x-access": string;
  readonly "x-permission"?: string;
  readonly parameters?: readonly (Partial<Parameter> & { readonly $ref?: string })[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
  readonly responses: Readonly<Record<string, unknown>>;
}

export function operationsOf(document: ApiDocument): readonly Operation[] {
  return Object.entries((document.paths ?? {}) as Record<string, object>).flatMap(([path, item]) =>
    Object.entries(item as Record<string, RawOperation>).map(([method, raw]) => {
      const content = raw.requestBody?.content ?? {};
      return {
        operationId: raw.operationId,
        method: method.toUpperCase(),
        path,
        tag: raw.tags[0] ?? "",
        access: raw["x-access"],
        permission: raw["x-permission"],
        parameters: (raw.parameters ?? []).map((parameter) => parameterOf(document, parameter)),
        body: content["application/json"]?.schema ?? null,
        takesBytes: Object.keys(content).some((type) => type !== "application/json"),
        takesSession: raw.security.some((scheme) => "session" in scheme),
        statuses: Object.keys(raw.responses).map(Number),
      };
    }),
  );
}

function parameterOf(document: ApiDocument, raw: Partial<Parameter> & { readonly $ref?: string }): Parameter {
  const found = (raw.$ref === undefined ? raw : lookUp(document, raw.$ref)) as Partial<Parameter>;
  return { name: found.name!, in: found.in!, required: found.required === true, schema: found.schema! };
}

/** What a reference within the document names. Throws when there is nothing. */
export function lookUp(document: unknown, ref: string): unknown {
  const found = ref
    .replace(/^#\//, "")
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>((place, key) => (place as Record<string, unknown> | undefined)?.[key], document);
  if (found === undefined) throw new Error(`${ref} names nothing`);
  return found;
}
