export { fail, failureCodes, ok, type Failed, type Failure, type FailureCode, type Result } from "./result.ts";
