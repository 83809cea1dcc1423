/**
 * JSON that a server answered: tests look into it, and fail where it is something else. Every test says with what it expects what
 * it should have been.
 */
// oxlint-disable-next-line typescript/no-explicit-any -- the one place for it: narrowing each answer would check it twice
export type AnyJson = any;
