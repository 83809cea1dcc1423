import { Agent } from "undici";
import { describe, expect, test } from "vitest";
import { parseTenantConfig, type TenantTls } from "#control-plane/drivers/kubernetes/cluster/tenant-config.ts";
import { kubernetesConfigSchema, openKubernetes } from "#control-plane/drivers/kubernetes/index.ts";

const base64 = (text: string) => Buffer.from(text).toString("base64");

function kubeconfig(cluster: object, user: object): string {
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": "c",
    contexts: [{ name: "c", context: { cluster: "c", user: "u" } }],
    clusters: [{ name: "c", cluster }],
    users: [{ name: "u", user }],
  });
}

function parse(text: string): { server: string; tls: TenantTls } {
  let tls: TenantTls = {};
  const config = parseTenantConfig(text, (given) => {
    tls = given;
    return new Agent();
  });
  return { server: config.getCurrentCluster()!.server, tls };
}

const server = "https://k8s.example.com:6443";
const token = { token: "abc.def" };

describe("a tenant's kubeconfig", () => {
  test("is taken with a token or a certificate, and the server's authority", () => {
    const authority = { server: `${server}/`, "certificate-authority-data": base64("CA") };
    expect(parse(kubeconfig(authority, token))).toEqual({ server, tls: { ca: "CA" } });
    const certificate = { "client-certificate-data": base64("CERT"), "client-key-data": base64("KEY") };
    expect(parse(kubeconfig({ server }, certificate)).tls).toEqual({ cert: "CERT", key: "KEY" });
  });

  const hostile: readonly (readonly [string, string])[] = [
    ["a program to run", kubeconfig({ server }, { exec: { apiVersion: "v1", command: "id" } })],
    ["a program beside a token", kubeconfig({ server }, { ...token, exec: { command: "id" } })],
    ["an auth provider", kubeconfig({ server }, { "auth-provider": { name: "gcp", config: { "cmd-path": "id" } } })],
    ["a token's file", kubeconfig({ server }, { "token-file": "/etc/passwd" })],
    ["a certificate's file", kubeconfig({ server, "certificate-authority": "/etc/passwd" }, token)],
    ["a key's file", kubeconfig({ server }, { "client-certificate": "/a", "client-key": "/b" })],
    ["a proxy", kubeconfig({ server, "proxy-url": "http://127.0.0.1" }, token)],
    ["an unchecked certificate", kubeconfig({ server, "insecure-skip-tls-verify": true }, token)],
    ["plain http", kubeconfig({ server: "http://k8s.example.com" }, token)],
    ["a path", kubeconfig({ server: `${server}/api/v1/x` }, token)],
    ["credentials in the address", kubeconfig({ server: "https://a:b@k8s.example.com" }, token)],
    ["impersonation", kubeconfig({ server }, { ...token, as: "system:admin" })],
    ["a line break in the token", kubeconfig({ server }, { token: "a\r\nX-Evil: 1" })],
    ["no current context", kubeconfig({ server }, token).replace('"current-context":"c"', '"current-context":"d"')],
    ["nothing", ""],
    ["no YAML", "{[}"],
    ["a random secret", "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA"],
    ["too much", "#".repeat(200_000)],
    [
      "aliases upon aliases",
      `a: &a [x,x]\n${"bcdefghij"
        .split("")
        .map((c, i) => `${c}: &${c} [*${"abcdefghi"[i]},*${"abcdefghi"[i]}]`)
        .join("\n")}`,
    ],
  ];
  for (const [what, text] of hostile) {
    test(`with ${what} is refused, in words that show nothing of it`, () => {
      const failed = (() => {
        try {
          return parse(text);
        } catch (error) {
          return error as Error;
        }
      })();
      expect(failed).toMatchObject({ name: "KubernetesRefused" });
      expect(String(failed)).not.toContain("passwd");
      expect(String(failed)).not.toContain("abc.def");
    });
  }
});

describe("the platform's configuration", () => {
  test("without kubeconfig and outside of a cluster there is no Kubernetes", () => {
    expect(openKubernetes(kubernetesConfigSchema.parse({}))).toBeNull();
  });

  test("with a cluster, the plugin host's image has to be named, by its version or digest", () => {
    const faults = (image?: string) => {
      const parsed = kubernetesConfigSchema.safeParse({ KUBECONFIG: "/k", PLUGIN_HOST_IMAGE: image });
      return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join("."));
    };
    expect(faults()).toEqual(["PLUGIN_HOST_IMAGE"]);
    expect(faults("registry.example/plugin-host")).toEqual(["PLUGIN_HOST_IMAGE"]);
    expect(faults("registry.example:5000/a/plugin-host:1.2.3")).toEqual([]);
    expect(faults(`plugin-host@sha256:${"a".repeat(64)}`)).toEqual([]);
  });

  test("networks are networks", () => {
    const parse = (text: string) => kubernetesConfigSchema.safeParse({ PLATFORM_NETWORKS: text });
    expect(parse("203.0.113.0/24, 2001:db8::/32").data?.PLATFORM_NETWORKS).toEqual(["203.0.113.0/24", "2001:db8::/32"]);
    expect(parse("203.0.113.1").success).toBe(false);
    expect(parse("everywhere").success).toBe(false);
  });

  test("a kubeconfig that cannot be read is named, and nothing of it is shown", () => {
    const config = kubernetesConfigSchema.parse({ KUBECONFIG: "/nowhere/config", PLUGIN_HOST_IMAGE: "a:1" });
    expect(() => openKubernetes(config)).toThrow("The kubeconfig /nowhere/config cannot be read: ENOENT.");
  });
});
