import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import sharp from "sharp";

const pixel = { r: 200, g: 80, b: 40 };

export interface Picture {
  readonly bytes: Buffer;
  /** As the server says, rightly or not. */
  readonly contentType: string;
}

/** Files as old websites have them: honest ones, wrongly labelled ones, and some that would run in a browser. */
export async function makePictures(): Promise<Readonly<Record<string, Picture>>> {
  const image = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: pixel } });
  const frames = await Promise.all(
    [0, 1].map((index) =>
      sharp({ create: { width: 20, height: 10, channels: 3, background: { ...pixel, r: index * 255 } } })
        .png()
        .toBuffer(),
    ),
  );
  const text = (content: string, contentType: string) => ({ bytes: Buffer.from(content), contentType });
  return {
    "turned.jpg": {
      bytes: await image(2_000, 1_000)
        .jpeg()
        .withExif({ IFD0: { Artist: "Ada of Old Place" } })
        .withMetadata({ orientation: 6 })
        .toBuffer(),
      contentType: "image/jpeg",
    },
    "small.png": { bytes: await image(300, 200).png().toBuffer(), contentType: "text/plain; charset=utf-8" },
    "moving.gif": {
      bytes: await sharp(frames, { join: { animated: true } })
        .gif({ loop: 0, delay: [100, 100] })
        .toBuffer(),
      contentType: "image/gif",
    },
    "drawing.svg": text(
      '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><path d="M0 0h8v8z"/></svg>',
      "image/svg+xml",
    ),
    "trick.svg": text('<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>', "image/svg+xml"),
    "page.png": text("<!DOCTYPE html><script>alert(1)</script>", "image/png"),
    "broken.png": { bytes: (await image(600, 600).png().toBuffer()).subarray(0, 200), contentType: "image/png" },
    "notes.txt": text("plain notes", "text/plain"),
  };
}

/** Serves them at `/<name>`. */
export async function servePictures(pictures: Readonly<Record<string, Picture>>) {
  const asked: string[] = [];
  const server = createServer(({ url }, response) => {
    asked.push(url!);
    const picture = pictures[url!.slice(1)];
    if (picture === undefined) return void response.writeHead(404).end();
    response.writeHead(200, { "Content-Type": picture.contentType });
    response.end(picture.bytes);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    asked,
    port: (server.address() as AddressInfo).port,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
