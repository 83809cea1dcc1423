export { answerQuestion, type Asked } from "./answer-question.ts";
