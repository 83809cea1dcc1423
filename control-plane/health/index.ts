export { checksOf } from "./checks.ts";
export { HealthBoard } from "./health-board.ts";
