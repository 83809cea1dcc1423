export { relayLimits, startRelay, type Relay, type RelayInput } from "./start-relay.ts";
