/** Where a request goes, cut out of its URL as it came: nothing is decoded, the query is left out. */
export interface RequestTarget {
  /** With port, in the case in which it was sent. */
  readonly host: string;
  /** Begins with "/". */
  readonly path: string;
}

/**
 * Cuts host and path out of an absolute URL. By index, since building a URL object for every request would
 * cost more than answering it from memory does.
 */
export function requestTarget(url: string): RequestTarget {
  const hostStart = url.indexOf("://") + 3;
  const pathStart = url.indexOf("/", hostStart);
  if (pathStart === -1) return { host: url.slice(hostStart), path: "/" };
  const query = url.indexOf("?", pathStart);
  return {
    host: url.slice(hostStart, pathStart),
    path: query === -1 ? url.slice(pathStart) : url.slice(pathStart, query),
  };
}
