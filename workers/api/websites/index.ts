import { cloneWebsite } from "./clone-website.ts";
import { createWebsite } from "./create-website.ts";
import { deleteWebsite } from "./delete-website.ts";
import { addDomain, removeDomain } from "./domain-routes.ts";
import { getWebsite } from "./get-website.ts";
import { listWebsites } from "./list-websites.ts";
import { readTraffic } from "./read-traffic.ts";
import { setWebsiteHostnames } from "./set-website-hostnames.ts";
import { setWebsiteStatus } from "./set-website-status.ts";
import { replaceWebsite, updateWebsite } from "./update-website.ts";

export const websiteRoutes = [
  createWebsite,
  cloneWebsite,
  listWebsites,
  getWebsite,
  updateWebsite,
  replaceWebsite,
  deleteWebsite,
  setWebsiteStatus,
  setWebsiteHostnames,
  addDomain,
  removeDomain,
  readTraffic,
];
