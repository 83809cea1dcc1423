/** Whether the hostname is the domain, or below it. */
export function isWithin(hostname: string, domain: string): boolean {
  return hostname === domain || hostname.endsWith(`.${domain}`);
}

/** Those of the hostnames that are not below the sites' domain: their owners' own, each once. */
export function customDomains(hostnames: readonly string[], sitesDomain: string): readonly string[] {
  return [...new Set(hostnames)].filter((hostname) => !isWithin(hostname, sitesDomain));
}

/** A website's hostname below the sites' domain. @param tenant the tenant's subdomain */
export function siteHostname(site: string, tenant: string, sitesDomain: string): string {
  return `${site}.${tenant}.${sitesDomain}`;
}

/** The label of a website whose hostname is the tenant's below the sites' domain; null for other hostnames. */
export function siteLabelOf(hostname: string, tenant: string, sitesDomain: string): string | null {
  const suffix = `.${tenant}.${sitesDomain}`;
  const label = hostname.endsWith(suffix) ? hostname.slice(0, -suffix.length) : "";
  return label === "" || label.includes(".") ? null : label;
}
