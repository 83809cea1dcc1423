import { expect, test } from "vitest";
import { faultOf } from "#workers/rendering/liquid/template-fault.ts";

/** What V8 throws where the stack ends while this is done. */
function thrownBy(work: () => void): unknown {
  const nest = () => {
    work();
    nest();
  };
  let thrown: unknown;
  try {
    nest();
  } catch (error) {
    thrown = error;
  }
  return thrown;
}

let number = 0;
test.each([
  ["a call", () => {}],
  ["a regular expression", () => new RegExp(`^(?:a|b)${(number += 1)}`).test("a")],
])("a template in which the stack ends by %s is told as nested too deeply", (_, work) => {
  expect(faultOf(thrownBy(work), "sections/a").message).toBe("is nested too deeply");
});

test("other faults of syntax are told as they are", () => {
  expect(faultOf(new SyntaxError("Invalid or unexpected token"), "sections/a").message).toBe(
    "Invalid or unexpected token",
  );
});
