/** What all generators inherit from. */
const generators = Object.getPrototypeOf(function* () {}).prototype as object;

type Step = Generator<unknown, unknown, unknown>;

function isStep(value: unknown): value is Step {
  return typeof value === "object" && value !== null && Object.prototype.isPrototypeOf.call(generators, value);
}

/**
 * Runs what Liquid renders by, generators that yield generators, to its end. As Liquid's own way does, which takes a
 * third of a page's time for asking everything that is yielded for its methods, and a level of the call stack for
 * each level of templates.
 */
export function runSync(root: unknown): unknown {
  if (!isStep(root)) return root;
  const waiting: Step[] = [];
  let step = root;
  let input: unknown;
  let hasFailed = false;
  for (;;) {
    let result: IteratorResult<unknown, unknown>;
    try {
      result = hasFailed ? step.throw(input) : step.next(input);
      hasFailed = false;
    } catch (error) {
      const parent = waiting.pop();
      if (parent === undefined) throw error;
      step = parent;
      input = error;
      hasFailed = true;
      continue;
    }
    const { value } = result;
    if (isStep(value)) {
      if (result.done !== true) waiting.push(step);
      step = value;
      input = undefined;
      continue;
    }
    input = value;
    if (result.done !== true) continue;
    const parent = waiting.pop();
    if (parent === undefined) return value;
    step = parent;
  }
}
