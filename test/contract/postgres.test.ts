import { postgresHarness } from "./support/postgres-harness.ts";
import { describeProvider } from "./tenant-provider.ts";

describeProvider("postgres", postgresHarness, { comesBack: false, endsCalls: false });
