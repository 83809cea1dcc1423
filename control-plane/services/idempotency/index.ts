export { answerOnce, keepAnswer, type KeyedCall } from "./answer-once.ts";
export { callerName } from "./caller-name.ts";
