import { createClient, ErrorReply } from "redis";
import { redisCredentials, redisProvider } from "#control-plane/drivers/redis/index.ts";
import type { TenantResources } from "#control-plane/drivers/provider/index.ts";
import type { ProviderHarness, Trespass } from "../provider/index.ts";
import type { TestRedis } from "./start-redis.ts";

export type Reply = unknown;
export type Session = { send(...args: string[]): Promise<Reply>; close(): void };

/** A connection with these credentials that sends whatever it is told to. */
export async function openRedis(url: string, username?: string, password?: string): Promise<Session> {
  const credentials = username === undefined ? {} : { username, password: password! };
  const client = createClient({
    url,
    ...credentials,
    RESP: 2,
    disableClientInfo: true,
    maintNotifications: "disabled",
    socket: { reconnectStrategy: false },
  });
  client.on("error", () => {});
  await client.connect();
  return {
    send: (...args) => client.sendCommand(args, { timeout: 5_000 }),
    close: () => client.destroy(),
  };
}

export function openRedisAs(redis: TestRedis, tenant: TenantResources): Promise<Session> {
  return redisCredentials(tenant).then(({ username, password }) =>
    openRedis(`redis://127.0.0.1:${redis.port}`, username, password),
  );
}

/** Opens a session, uses it once, closes it. */
async function withSession<Value>(
  opening: Promise<Session>,
  use: (session: Session) => Promise<Value>,
): Promise<Value> {
  const session = await opening;
  try {
    return await use(session);
  } finally {
    session.close();
  }
}

export async function redisHarness(redis: TestRedis): Promise<ProviderHarness> {
  const asAdmin = (...args: string[]) => withSession(openRedis(redis.url), (session) => session.send(...args));
  const user = (tenant: TenantResources) => `tenant-${tenant.tenantId}`;
  const alter = (name: string, ...rule: string[]) => ({
    name,
    make: async (tenant: TenantResources) => void (await asAdmin("ACL", "SETUSER", user(tenant), ...rule)),
  });
  return {
    provider: redisProvider({ url: redis.url }),
    wire: {
      host: "127.0.0.1",
      port: redis.port,
      busy: {
        loading: "-LOADING Redis is loading the dataset in memory\r\n",
        full: "-OOM command not allowed when used memory > 'maxmemory'.\r\n",
      },
      connect: (port, timeoutMs) =>
        redisProvider({ url: `redis://default:${redis.password}@127.0.0.1:${port}`, timeoutMs }),
    },
    drifts: [
      alter("a rule that reaches all keys", "~*"),
      alter("a rule that reads another's keys", "%R~tenant:another:*"),
      alter("a further rule beside the first", "(+get ~*)"),
      alter("all channels", "allchannels"),
      alter("one command more", "+keys"),
      alter("all commands", "+@all"),
      alter("one command less", "-get"),
      alter("a second password", ">another"),
      alter("no password at all", "nopass"),
      alter("switched off", "off"),
      {
        name: "the user deleted",
        make: async (tenant) => void (await asAdmin("ACL", "DELUSER", user(tenant))),
      },
    ],
    leaveMark: (tenant) =>
      withSession(openRedisAs(redis, tenant), async (session) => {
        await session.send("SET", `tenant:${tenant.tenantId}:mark`, "here");
        await session.send("HSET", `tenant:${tenant.tenantId}:hash`, "field", "here");
      }),
    findMark: (tenant) =>
      withSession(
        openRedisAs(redis, tenant),
        async (session) => (await session.send("GET", `tenant:${tenant.tenantId}:mark`)) === "here",
      ),
    trespass: (mine, theirs) =>
      withSession(openRedisAs(redis, mine), async (session) => {
        const attempts: Trespass[] = [];
        for (const args of trespasses(mine, theirs)) {
          attempts.push({ tried: args.join(" "), outcome: await outcomeOf(session, args) });
        }
        return attempts;
      }),
    stop: () => redis.stop(),
  };
}

async function outcomeOf(session: Session, args: readonly string[]): Promise<string> {
  try {
    return JSON.stringify(await session.send(...args)) ?? "nothing";
  } catch (error) {
    const isRefused =
      error instanceof ErrorReply && /^(NOPERM|WRONGPASS|ERR DEBUG command not allowed)/.test(error.message);
    return isRefused ? "refused" : String(error);
  }
}

/** Whatever reads, changes, counts or overhears what is not its own, or escapes from its user. */
function trespasses(mine: TenantResources, theirs: TenantResources): string[][] {
  const own = `tenant:${mine.tenantId}:mark`;
  const key = `tenant:${theirs.tenantId}:mark`;
  const hash = `tenant:${theirs.tenantId}:hash`;
  const channel = `tenant:${theirs.tenantId}:news`;
  return [
    ["GET", key],
    ["GETRANGE", key, "0", "-1"],
    ["GETDEL", key],
    ["GETEX", key, "PERSIST"],
    ["MGET", own, key],
    ["SET", key, "mine"],
    ["SETRANGE", key, "0", "mine"],
    ["APPEND", key, "mine"],
    ["MSET", own, "1", key, "2"],
    ["DEL", own, key],
    ["UNLINK", key],
    ["EXPIRE", key, "1"],
    ["EXISTS", key],
    ["TYPE", key],
    ["TTL", key],
    ["STRLEN", key],
    ["TOUCH", key],
    ["OBJECT", "ENCODING", key],
    ["MEMORY", "USAGE", key],
    ["DUMP", key],
    ["RENAME", key, own],
    ["RENAME", own, key],
    ["COPY", key, own],
    ["COPY", own, own, "DB", "1"],
    ["MOVE", own, "1"],
    ["SELECT", "1"],
    ["SWAPDB", "0", "1"],
    ["HGETALL", hash],
    ["HSCAN", hash, "0"],
    ["SORT", own, "GET", key],
    ["SORT", hash, "STORE", own],
    ["SORT_RO", own, "BY", `${key}*`],
    ["BITOP", "OR", own, key],
    ["LCS", own, key],
    ["PFMERGE", own, key],
    ["SUNIONSTORE", own, key],
    ["ZUNION", "1", key],
    ["LMPOP", "1", key, "LEFT"],
    ["XREAD", "STREAMS", key, "0"],
    ["XREADGROUP", "GROUP", "g", "c", "STREAMS", key, ">"],
    ["GEORADIUS", own, "0", "0", "1", "m", "STORE", key],
    ["WATCH", key],
    ["KEYS", "*"],
    ["KEYS", `tenant:${theirs.tenantId}:*`],
    ["SCAN", "0"],
    ["SCAN", "0", "MATCH", `tenant:${mine.tenantId}:*`],
    ["RANDOMKEY"],
    ["DBSIZE"],
    ["FLUSHALL"],
    ["FLUSHDB"],
    ["EVAL", "return redis.call('get', KEYS[1])", "1", key],
    ["EVAL", "return redis.call('get', ARGV[1])", "0", key],
    ["EVAL_RO", "return redis.call('keys', '*')", "0"],
    ["EVALSHA", "0".repeat(40), "0"],
    ["SCRIPT", "LOAD", "return 1"],
    ["SCRIPT", "FLUSH"],
    ["FUNCTION", "LOAD", "#!lua name=x\nredis.register_function('f', function() return 1 end)"],
    ["FUNCTION", "FLUSH"],
    ["FUNCTION", "LIST"],
    ["FCALL", "f", "0"],
    ["SUBSCRIBE", channel],
    ["SUBSCRIBE", "__keyspace@0__:x"],
    ["PSUBSCRIBE", "*"],
    ["PSUBSCRIBE", `tenant:${theirs.tenantId}:*`],
    ["SSUBSCRIBE", channel],
    ["PUBLISH", channel, "hello"],
    ["SPUBLISH", channel, "hello"],
    ["PUBSUB", "CHANNELS"],
    ["PUBSUB", "NUMSUB", channel],
    ["CONFIG", "GET", "*"],
    ["CONFIG", "SET", "maxmemory", "1"],
    ["ACL", "LIST"],
    ["ACL", "WHOAMI"],
    ["ACL", "SETUSER", `tenant-${mine.tenantId}`, "~*"],
    ["CLIENT", "LIST"],
    ["CLIENT", "KILL", "TYPE", "normal"],
    ["CLIENT", "NO-EVICT", "on"],
    ["INFO"],
    ["MONITOR"],
    ["SLOWLOG", "GET"],
    ["LATENCY", "RESET"],
    ["DEBUG", "SLEEP", "0"],
    ["MEMORY", "DOCTOR"],
    ["MODULE", "LIST"],
    ["CLUSTER", "INFO"],
    ["REPLICAOF", "127.0.0.1", "1"],
    ["PSYNC", "?", "-1"],
    ["MIGRATE", "127.0.0.1", "1", own, "0", "10"],
    ["RESTORE", own, "0", "x", "REPLACE"],
    ["SAVE"],
    ["SHUTDOWN", "NOSAVE"],
    ["AUTH", `tenant-${theirs.tenantId}`, "guess"],
    ["AUTH", "default", ""],
    ["HELLO", "3", "AUTH", "default", "guess"],
  ];
}
