export { checksOf, type HealthServices } from "./checks.ts";
export { HealthBoard } from "./health-board.ts";
