export { answerOnce, keepAnswer, type KeyedCall } from "./answer-once.ts";
