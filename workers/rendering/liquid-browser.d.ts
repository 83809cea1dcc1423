/** The build without file system, named by its file since bundlers and test runners choose differently. */
declare module "liquidjs/dist/liquid.browser.mjs" {
  export * from "liquidjs";
}
