import type { RelayTicket } from "#domain/contracts/index.ts";
import { ok, type Result } from "#domain/errors/index.ts";
import { checkStartup } from "./startup-packet.ts";

const nothing = Buffer.alloc(0);

/** Holds back what a client sends until its first packet is whole and names who the ticket is for; passes everything from then on. */
export class StartupGate {
  readonly #ticket: RelayTicket;
  #held: Buffer | null = nothing;

  constructor(ticket: RelayTicket) {
    this.#ticket = ticket;
  }

  get hasPassed(): boolean {
    return this.#held === null;
  }

  /** @returns what may go to the server now; of a client that is refused nothing ever goes */
  pass(chunk: Buffer): Result<Buffer, "forbidden"> {
    if (this.#held === null) return ok(chunk);
    const bytes = Buffer.concat([this.#held, chunk]);
    const checked = checkStartup(bytes, this.#ticket);
    if (checked !== null && !checked.ok) return checked;
    this.#held = checked === null ? bytes : null;
    return ok(checked === null ? nothing : bytes);
  }
}
