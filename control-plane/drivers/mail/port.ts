/** A mail as it is handed over; whoever hands it over again after a failure gives the same id. */
export interface Mail {
  /** UUID; also in the `Message-ID`, so that a mail delivered twice is known as one. */
  readonly mailId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface Mailer {
  /**
   * Hands a mail over to be delivered.
   *
   * Throws a `MailRefused` when trying again would not help, anything else when it may.
   */
  send(mail: Mail): Promise<void>;
  close(): Promise<void>;
}

/** Whoever was to deliver it will never take it: the address does not exist, for one. */
export class MailRefused extends Error {
  override readonly name = "MailRefused";
}
