/** On all that a preview shows: it is for one visitor, and not to be found. */
export const previewHeaders = { "Cache-Control": "no-store", "X-Robots-Tag": "noindex" } as const;
