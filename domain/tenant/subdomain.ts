import { z } from "zod";

/** Names that a visitor could take for the platform's own, or that its parts may need. */
const reserved = new Set(
  (
    "abuse account accounts admin administrator api app apps assets auth autoconfig autodiscover billing blog cdn console " +
    "control dashboard demo-admin dev dns docs edge email ftp git help host hostmaster hotswap imap internal localhost login " +
    "mail mta-sts mx news ns ns1 ns2 oauth operator payment payments pop portal postmaster preview proxy root secure security " +
    "signin signup smtp sso staff stage staging static stats status support system test webmail webmaster www"
  ).split(" "),
);

/** Letters and digits that are read as others: `paypa1` as `paypal`, `rn` as `m`. */
const lookAlikes: readonly (readonly [RegExp, string])[] = [
  [/rn/g, "m"],
  [/vv/g, "w"],
  [/0/g, "o"],
  [/[1i|]/g, "l"],
  [/3/g, "e"],
  [/4/g, "a"],
  [/5/g, "s"],
  [/7/g, "t"],
  [/8/g, "b"],
  [/-/g, ""],
];

/** What a name looks like at a glance: names with one skeleton are not told apart by people. */
export function skeletonOf(subdomain: string): string {
  return lookAlikes.reduce((text, [pattern, letter]) => text.replace(pattern, letter), subdomain);
}

const reservedSkeletons = new Set([...reserved].map(skeletonOf));

/**
 * A tenant's label below the sites' domain. ASCII only: an internationalized name would be shown as something that it is not, so
 * that punycode (`xn--`) is refused, as is every label with hyphens in its third and fourth place.
 * @see https://www.rfc-editor.org/rfc/rfc5891#section-4.2.3.1
 */
export const subdomainSchema = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{1,61}[a-z0-9])$/,
    "must be 3 to 63 letters, digits or hyphens, with a hyphen neither first nor last",
  )
  .refine((name) => name.slice(2, 4) !== "--", "must not have hyphens in its third and fourth place, as punycode has")
  .refine((name) => !/^\d+$/.test(name), "must have a letter")
  .refine(
    (name) => !reserved.has(name) && !reservedSkeletons.has(skeletonOf(name)),
    "is reserved, or looks like a name that is",
  );
