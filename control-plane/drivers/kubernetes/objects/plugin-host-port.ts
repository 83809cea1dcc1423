/** Where the plugin host listens, in its pod and as a service. */
export const pluginHostPort = 8080;
