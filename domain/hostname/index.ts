export { givenHostnameSchema, hostnameSchema, normalizeHostname } from "./hostname.ts";
export { customDomains, isWithin, siteHostname, siteLabelOf } from "./sites.ts";
