/**
 * The members of rings: whatever would be above itself, however many others lie between. Each is looked at once, so that a chain of
 * a hundred thousand takes no longer than as many pairs.
 *
 * @param above what a member is directly below; undefined for none
 */
export function ringMembers<Member>(
  members: Iterable<Member>,
  above: (member: Member) => Member | undefined,
): ReadonlySet<Member> {
  const seen = new Set<Member>();
  const rings = new Set<Member>();
  for (const member of members) {
    const way = new Set<Member>();
    let at: Member | undefined = member;
    for (; at !== undefined && !seen.has(at); at = above(at)) {
      seen.add(at);
      way.add(at);
    }
    if (at === undefined || !way.has(at)) continue;
    for (let inRing: Member | undefined = at; inRing !== undefined && !rings.has(inRing); inRing = above(inRing)) {
      rings.add(inRing);
    }
  }
  return rings;
}
