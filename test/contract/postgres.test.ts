import { postgresHarness } from "./support/postgres-harness.ts";
import { describeProvider } from "./provider/index.ts";

describeProvider("postgres", postgresHarness, { comesBack: false, endsCalls: false });
