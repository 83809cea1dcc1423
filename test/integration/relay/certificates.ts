import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** An authority of certificates, made by openssl in a directory. */
export interface Authority {
  /** File of its own certificate. */
  readonly file: string;
  /** @param name as certificates have it, e.g. `DNS:localhost` or `IP:127.0.0.1`. @returns files of a key and its certificate */
  certify(name: string): { readonly key: string; readonly certificate: string };
}

const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

export function makeAuthority(directory: string, id: string): Authority {
  const at = (name: string) => join(directory, `${id}-${name}`);
  const openssl = (...args: string[]) => execFileSync("openssl", args, { stdio: "ignore", timeout: 20_000 });
  const subject = (name: string) => ["-subj", `/CN=${name}`];
  openssl("req", "-x509", ...newKey, "-keyout", at("key"), "-out", at("cert"), "-days", "2", ...subject(id));
  let made = 0;
  return {
    file: at("cert"),
    certify(name) {
      made += 1;
      const [key, request, certificate, names] = ["key", "csr", "cert", "names"].map((what) => at(`${made}-${what}`));
      writeFileSync(names!, `subjectAltName=${name}\n`);
      openssl("req", ...newKey, "-keyout", key!, "-out", request!, ...subject("server"));
      const signed = ["-CA", at("cert"), "-CAkey", at("key"), "-CAcreateserial", "-days", "2", "-extfile", names!];
      openssl("x509", "-req", "-in", request!, "-out", certificate!, ...signed);
      return { key: key!, certificate: certificate! };
    },
  };
}
