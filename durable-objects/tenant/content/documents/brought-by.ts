/** As the history says what an import brought, and what was put back once it was undone: by these its own are found again. */
export function broughtBy(importId: string): string {
  return `Brought by the import ${importId}`;
}

export function putBackAfter(importId: string): string {
  return `Put back: the import ${importId} was undone`;
}
