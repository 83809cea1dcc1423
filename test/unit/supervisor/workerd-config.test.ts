import { describe, expect, test } from "vitest";
import { edgeConfig, pluginHostConfig, stateConfig, type Settings } from "#supervisor/workerd-config.ts";

const settings: Settings = {
  states: 2,
  variables: { SITES_DOMAIN: "localhost" },
  secrets: ["CONTROL_PLANE_SECRET"],
  blobs: "/data/blobs",
  socket: (name) => `/run/${name}.sock`,
  bundle: "worker.js",
  controlPlane: true,
};

describe("the configurations of workerd", () => {
  test("edges reach every state process over its socket, by workerd's RPC", () => {
    const config = edgeConfig(settings, "edge-0");
    for (const k of [0, 1]) {
      expect(config).toContain(`(name = "STATE_${k}", service = "state-${k}")`);
      expect(config).toContain(
        `external = (address = "unix:/run/state-${k}.sock", http = (capnpConnectHost = "state"))`,
      );
    }
    expect(config).toContain(`(name = "STATE_COUNT", text = "2")`);
  });

  test("state processes alone have object namespaces and storage", () => {
    expect(stateConfig(settings, 1, "/data/objects/1")).toContain(`disk = (path = "/data/objects/1", writable = true)`);
    for (const config of [edgeConfig(settings, "edge-0"), pluginHostConfig(settings)]) {
      expect(config).not.toContain("durableObject");
    }
  });

  test("a state process serves the entrypoint StateProcess on its own socket", () => {
    expect(stateConfig(settings, 1, "/data/objects/1")).toContain(
      `address = "unix:/run/state-1.sock", http = (capnpConnectHost = "state"), service = (name = "main", entrypoint = "StateProcess")`,
    );
  });

  test("secrets are read from the environment", () => {
    expect(edgeConfig(settings, "edge-0")).toContain(
      `(name = "CONTROL_PLANE_SECRET", fromEnvironment = "CONTROL_PLANE_SECRET")`,
    );
  });

  test("without a control plane nothing is bound to one", () => {
    expect(edgeConfig({ ...settings, controlPlane: false }, "edge-0")).not.toContain('CONTROL_PLANE"');
    expect(stateConfig({ ...settings, controlPlane: false }, 0, "/o")).not.toContain("control-plane.sock");
  });

  test("state processes alone reach tenants' databases, through the relay alone", () => {
    const state = stateConfig(settings, 0, "/o");
    expect(state).toContain(`(name = "TENANT_RELAY", service = "tenant-relay")`);
    expect(state).toContain(`(name = "tenant-relay", external = (address = "unix:/run/tenant-relay.sock", http = ()))`);
    for (const config of [edgeConfig(settings, "edge-0"), pluginHostConfig(settings)]) {
      expect(config).not.toContain("tenant-relay");
    }
    expect(state).not.toContain("private");
    expect(stateConfig({ ...settings, controlPlane: false }, 0, "/o")).not.toContain("tenant-relay");
  });

  test("the plugin host gets neither blobs nor objects nor the control plane", () => {
    expect(pluginHostConfig(settings)).not.toMatch(/blobs|state-|control-plane/);
  });

  test("quotes and backslashes in paths stay inside their strings", () => {
    expect(edgeConfig({ ...settings, blobs: `/a"b\\c` }, "edge-0")).toContain(`path = "/a\\"b\\\\c"`);
  });
});
