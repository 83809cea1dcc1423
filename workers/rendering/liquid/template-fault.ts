/** What is wrong with a template, and where. */
export interface TemplateFault {
  /** Within the theme, such as `sections/hero.liquid`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

interface Located {
  readonly token?: { readonly file?: string; getPosition(): number[] };
  readonly originalError?: unknown;
}

/**
 * The fault behind what parsing or rendering threw.
 *
 * @param file the template that was parsed or rendered, for errors that name none
 */
export function faultOf(error: unknown, file: string): TemplateFault {
  const { token, originalError } = (typeof error === "object" && error !== null ? error : {}) as Located;
  const [line = 1, column = 1] = token?.getPosition() ?? [];
  return { file: `${token?.file ?? file}.liquid`, line, column, message: messageOf(originalError ?? error) };
}

/** `sections/hero.liquid, line 3, column 7: undefined filter: shout` */
export function describeFault({ file, line, column, message }: TemplateFault): string {
  return `${file}, line ${line}, column ${column}: ${message}`;
}

function messageOf(error: unknown): string {
  if (ranOutOfStack(error)) return "is nested too deeply";
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/(?:, file:[^,]*)?, line:\d+, col:\d+$/, "");
}

/** V8 says it in other words where the stack ended within a regular expression. */
function ranOutOfStack(error: unknown): boolean {
  if (error instanceof SyntaxError) return error.message.endsWith(": Stack overflow");
  return error instanceof RangeError && /call stack/.test(error.message);
}
