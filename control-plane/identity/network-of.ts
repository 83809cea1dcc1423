import ipaddr from "ipaddr.js";

/** So many bits of an address of IPv6 are its network's: whoever has one address has all that begin alike. */
const networkBits = 64;

/** What tries of an address are counted by: itself, or of IPv6 its network. What is no address stays as it is. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv4") return parsed.toString();
  return ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/${networkBits}`).toString();
}
