import { createWebsite } from "./create-website.ts";
import { deleteWebsite } from "./delete-website.ts";
import { getWebsite } from "./get-website.ts";
import { listWebsites } from "./list-websites.ts";
import { setWebsiteHostnames } from "./set-website-hostnames.ts";
import { setWebsiteStatus } from "./set-website-status.ts";

export const websiteRoutes = [
  createWebsite,
  listWebsites,
  getWebsite,
  deleteWebsite,
  setWebsiteStatus,
  setWebsiteHostnames,
];
