/** The routes that anyone may call, as `<method> <path>` below `/api/v1`: the one list, so that none becomes public by the way. */
export const publicRoutes: ReadonlySet<string> = new Set<string>([]);
