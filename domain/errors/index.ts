export { fail, failureCodes, ok, type Failure, type FailureCode, type Result } from "./result.ts";
