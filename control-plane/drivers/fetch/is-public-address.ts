import ipaddr from "ipaddr.js";

/** `64:ff9b::/96`: an IPv4 address behind a translator. */
const translatedPrefix = ipaddr.IPv6.parse("64:ff9b::");

/**
 * Whether an IP address is one of the public internet's. All others are refused: this machine, private and shared networks,
 * link-local ones with the metadata services of clouds, multicast, what is reserved or unknown; also when such an IPv4 address
 * is wrapped in an IPv6 one.
 */
export function isPublicAddress(text: string): boolean {
  // An address with a zone is one of a link.
  if (!ipaddr.isValid(text) || text.includes("%")) return false;
  const address = ipaddr.parse(text);
  if (address.kind() === "ipv4") return address.range() === "unicast";
  const v6 = address as ipaddr.IPv6;
  if (v6.isIPv4MappedAddress()) return isPublicAddress(v6.toIPv4Address().toString());
  if (v6.match(translatedPrefix, 96))
    return isPublicAddress(ipaddr.fromByteArray(v6.toByteArray().slice(12)).toString());
  // Only 2000::/3 is given out to be reached from everywhere.
  return v6.range() === "unicast" && v6.match(ipaddr.IPv6.parse("2000::"), 3);
}
