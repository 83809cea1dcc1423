import { pbkdf2Sync } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { createSite, publish, type DemoSite } from "./demo-site.ts";

const salt = "00112233445566778899aabbccddeeff";
const hashOf = (password: string) =>
  pbkdf2Sync(password, Uint8Array.from(Buffer.from(salt, "hex")), 100_000, 32, "sha256").toString("hex");
const document = {
  documentId: "vault",
  path: "/vault",
  title: "The vault",
  password: { salt, hash: hashOf("sesame") },
  body: {
    type: "doc" as const,
    content: [{ type: "paragraph" as const, content: [{ type: "text" as const, text: "Forty thieves" }] }],
  },
};

let site: DemoSite;
beforeAll(async () => {
  site = await createSite([{}, document, { documentId: "open", path: "/open", title: "Open" }]);
});

function post(path: string, password: string, headers: Record<string, string> = {}): Promise<Response> {
  return postTo(site, path, password, headers);
}

function postTo(to: DemoSite, path: string, password: string, headers: Record<string, string>): Promise<Response> {
  return to.visit(path, {
    method: "POST",
    headers: {
      Origin: `http://${to.hostname}`,
      "Content-Type": "application/x-www-form-urlencoded",
      "CF-Connecting-IP": crypto.randomUUID(),
      ...headers,
    },
    body: new URLSearchParams({ password }).toString(),
  });
}

describe("a protected document", () => {
  test("shows its title and a form, again and again", async () => {
    for (let visit = 0; visit < 3; visit += 1) {
      const response = await site.visit("/vault");
      const html = await response.text();
      expect(response.status).toBe(200);
      expect(html).toContain("<h1>The vault</h1>");
      expect(html).toMatch(/<form class="password-form" method="post" action="\/vault">/);
      expect(html).not.toContain("thieves");
    }
  });

  test("opens by the right password, for who gave it alone, and is kept nowhere", async () => {
    const right = await post("/vault", "sesame");
    expect([right.status, right.headers.get("Location")]).toEqual([303, "/vault"]);
    const setCookie = right.headers.get("Set-Cookie")!;
    expect(setCookie).toMatch(
      /^__Host-hs-unlock-vault=[0-9a-f]{64}; Path=\/; Max-Age=\d+; Secure; HttpOnly; SameSite=Lax$/,
    );
    const Cookie = setCookie.split(";")[0]!;
    for (let visit = 0; visit < 2; visit += 1) {
      const opened = await site.visit("/vault", { headers: { Cookie } });
      expect(await opened.text()).toContain("Forty thieves");
      expect(opened.headers.get("Cache-Control")).toBe("no-store");
      expect(opened.headers.get("ETag")).toBeNull();
      expect(await (await site.visit("/vault")).text()).not.toContain("thieves");
    }
  });

  test("is closed at the path of a list too, whose introduction it is", async () => {
    const own = await createSite([{ ...document, path: "/" }], {
      files: { "templates/index.liquid": "{{ page.content }}" },
    });
    const closed = await (await own.visit("/")).text();
    expect(closed).toContain('class="password-form"');
    expect(closed).not.toContain("thieves");
    const right = await postTo(own, "/", "sesame", {});
    expect(right.status).toBe(303);
    const Cookie = right.headers.get("Set-Cookie")!.split(";")[0]!;
    const opened = await own.visit("/", { headers: { Cookie } });
    expect(await opened.text()).toContain("thieves");
    expect(opened.headers.get("Cache-Control")).toBe("no-store");
  });

  test("stays closed for a wrong password, and for a key that is not its own", async () => {
    const wrong = await post("/vault", "Sesame");
    expect(wrong.status).toBe(403);
    expect(wrong.headers.get("Set-Cookie")).toBeNull();
    expect(await wrong.text()).toMatch(/role="alert"/);
    for (const key of ["", "0".repeat(64), hashOf("other"), hashOf("sesame").slice(1)]) {
      const response = await site.visit("/vault", { headers: { Cookie: `__Host-hs-unlock-vault=${key}` } });
      expect(await response.text()).not.toContain("thieves");
    }
  });

  test("is closed again once its password changes", async () => {
    const own = await createSite([{}, document]);
    const Cookie = `__Host-hs-unlock-vault=${document.password.hash}`;
    expect(await (await own.visit("/vault", { headers: { Cookie } })).text()).toContain("thieves");
    await publish(own, [{ ...document, password: { salt, hash: hashOf("other") } }]);
    expect(await (await own.visit("/vault", { headers: { Cookie } })).text()).not.toContain("thieves");
  });
});

describe("a password", () => {
  test.each(["https://evil.example", "null", "http://sub.example", ""])(
    "from a form of the origin %s is refused",
    async (Origin) => {
      const response = await post("/vault", "sesame", { Origin });
      expect(response.status).toBe(403);
      expect(response.headers.get("Set-Cookie")).toBeNull();
      await response.text();
    },
  );

  test("longer than a form may be is refused", async () => {
    expect((await post("/vault", "x".repeat(2_000))).status).toBe(400);
  });

  test("for what asks for none, or is not there, is not taken", async () => {
    expect((await post("/open", "sesame")).status).toBe(405);
    expect((await post("/none", "sesame")).status).toBe(405);
  });

  test("can be guessed at ten times a minute, and no more", async () => {
    const statuses: number[] = [];
    for (let tried = 0; tried < 12; tried += 1) {
      statuses.push((await post("/vault", `guess ${tried}`, { "CF-Connecting-IP": "192.0.2.1" })).status);
    }
    expect(statuses).toEqual([...Array<number>(10).fill(403), 429, 429]);
    expect((await post("/vault", "sesame", { "CF-Connecting-IP": "192.0.2.2" })).status).toBe(303);
  });

  test("guessed at on one website can be given on another, whose document has the same id", async () => {
    const [guessed, other] = [await createSite([{}, document]), await createSite([{}, document])];
    const from = { "CF-Connecting-IP": "192.0.2.3" };
    for (let tried = 0; tried < 12; tried += 1) {
      await (await postTo(guessed, "/vault", `guess ${tried}`, from)).text();
    }
    expect((await postTo(guessed, "/vault", "sesame", from)).status).toBe(429);
    expect((await postTo(other, "/vault", "sesame", from)).status).toBe(303);
  });
});
