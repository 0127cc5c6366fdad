// A fork of a running chain, which answers by WebSocket as chopsticks' own command does: its package brings a database, a command
// line and 150 MB that no test needs, and its server is what stands here, over the same methods.

import { WebSocketServer } from "ws";
import { freePort } from "./chain.mjs";

/** Forks the chain of a node at its last final block. Resolves with the fork's address and a way to end it. */
export async function fork(endpoint) {
  process.env.LOG_LEVEL ??= "error"; // read when it is loaded
  const chopsticks = await import("@acala-network/chopsticks-core");
  const { allHandlers, destroyWorker, getAuraSlotDuration, ResponseError, setup } = chopsticks;
  const chain = await setup({ endpoint });
  // chopsticks asks the runtime how long a slot is without the chain's state, where a quick chain of the tests keeps it. It makes no block
  // with a slot of another length, so it is told.
  const { result } = await chain.head.call("AuraApi_slot_duration", []);
  getAuraSlotDuration.cache.set(await chain.head.wasm, Promise.resolve(Number(Buffer.from(result.slice(2), "hex").readBigUInt64LE())));
  const answer = async ({ id, method, params = [] }, subscriptions) => {
    const told = { jsonrpc: "2.0", id };
    try {
      const handler = allHandlers[method];
      if (!handler) throw new ResponseError(-32601, `Method not found: ${method}`);
      return { ...told, result: (await handler({ chain }, params, subscriptions)) ?? null };
    } catch (error) {
      const { code, message } = error instanceof ResponseError ? error : { code: -32603, message: `Internal ${error}` };
      return { ...told, error: { code, message } };
    }
  };
  const port = await freePort();
  const server = new WebSocketServer({ port, host: "127.0.0.1" });
  server.on("connection", (socket) => {
    const ends = new Map();
    const send = (message) => socket.readyState === socket.OPEN && socket.send(JSON.stringify(message));
    const subscriptions = {
      subscribe: (method, subscription, end = () => {}) => {
        ends.set(subscription, end);
        return (result) => ends.has(subscription) && send({ jsonrpc: "2.0", method, params: { result, subscription } });
      },
      unsubscribe: (subscription) => {
        ends.get(subscription)?.(subscription);
        ends.delete(subscription);
      },
    };
    socket.on("message", async (text) => {
      const asked = JSON.parse(text);
      send(Array.isArray(asked) ? await Promise.all(asked.map((one) => answer(one, subscriptions))) : await answer(asked, subscriptions));
    });
    socket.on("close", () => [...ends.keys()].forEach(subscriptions.unsubscribe));
  });
  return {
    url: `ws://127.0.0.1:${port}`,
    chain,
    async stop() {
      server.clients.forEach((socket) => socket.terminate());
      await new Promise((done) => server.close(done));
      await chain.close();
      await destroyWorker?.(); // its thread would keep this process
    },
  };
}
