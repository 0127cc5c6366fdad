// Each track of governance as a member of a council walks it in polkadot-js: propose, vote, close, and what follows. The
// network is Guangdong's with times short enough to wait for.

import assert from "node:assert/strict";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { start } from "./chain.mjs";

const TIMES = { motion: 24, general: 24, upgrade: 32 };
const DATA = new URL("../../chain-spec/guangdong", import.meta.url).pathname;

let chain, directory, agencies, institutions;
before(async () => {
  directory = await mkdtemp(join(tmpdir(), "lingnan-network-"));
  await cp(DATA, directory, { recursive: true });
  const file = join(directory, "network.json");
  const network = JSON.parse(await readFile(file));
  await writeFile(file, JSON.stringify({ ...network, id: "lingnan-test", blockMilliseconds: 500, governance: TIMES }));
  chain = await start({ network: directory });
  const keys = async (name, path) =>
    JSON.parse(await readFile(join(directory, name))).map(({ code }) => chain.key(`//${path}//${code}`));
  agencies = await keys("agencies.json", "agency");
  institutions = await keys("institutions.json", "institution");
});
after(async () => {
  await chain?.stop();
  await rm(directory, { recursive: true, force: true });
});

const tx = () => chain.api.tx;
const height = async () => (await chain.api.rpc.chain.getHeader()).number.toNumber();

/** Resolves in the block in which a call landed; rejects when the chain refuses it. */
function include(call, signer) {
  return new Promise((resolve, reject) => {
    call
      .signAndSend(signer, { nonce: -1 }, ({ status, events, dispatchError }) => {
        if (!status.isInBlock) return;
        if (dispatchError?.isModule) {
          const { section, name } = chain.api.registry.findMetaError(dispatchError.asModule);
          reject(new Error(`${section}.${name}`));
        } else if (dispatchError) {
          reject(new Error(dispatchError.toString()));
        } else {
          resolve(events.map(({ event }) => event));
        }
      })
      .catch(reject);
  });
}

/** A motion with its votes, not yet closed. */
async function vote(council, members, motion, threshold, yes) {
  const events = await include(tx()[council].propose(threshold, motion, motion.encodedLength), members[0]);
  const proposed = events.find(({ method }) => method === "Proposed");
  const [, index, hash] = proposed.data;
  const ballots = members.slice(0, yes).map((member) => include(tx()[council].vote(hash, index, true), member));
  await Promise.all(ballots);
  const { weight } = await motion.paymentInfo(members[0]);
  return { hash, close: () => include(tx()[council].close(hash, index, weight, motion.encodedLength), members[0]) };
}

/** The whole way; what the motion came to. */
async function carry(council, members, motion, votes) {
  const { close } = await vote(council, members, motion, votes, votes);
  const events = await close();
  return { events, result: events.find(({ method }) => method === "Executed").data[1] };
}

const name = ({ section, method }) => `${section}.${method}`;
const error = (result) => {
  const { section, name } = result.asErr.isModule ? chain.api.registry.findMetaError(result.asErr.asModule) : {};
  return section ? `${section}.${name}` : result.asErr.toString();
};

/** Waits for a block, and returns what came of an act in it. */
async function outcome(act, at) {
  while ((await height()) < at) await new Promise((resolve) => setTimeout(resolve, 500));
  const events = await chain.api.query.system.events.at(await chain.api.rpc.chain.getBlockHash(at));
  const dispatched = events.map(({ event }) => event).find((event) => name(event) === "scheduler.Dispatched");
  return dispatched && dispatched.data[1].unwrap().toHex() === act ? dispatched.data[2] : undefined;
}

const enact = (track, call) => tx().timelock.schedule(track, call);
const suspended = async (institution) =>
  (await chain.api.query.institutions.institutions(institution)).unwrap().suspended.isTrue;

describe("the tracks", () => {
  test("the councils are the registers", async () => {
    const members = async (council) => (await chain.api.query[council].members()).map(String).sort();
    assert.deepEqual(await members("agenciesCouncil"), agencies.map(({ address }) => address).sort());
    assert.deepEqual(await members("institutionsCouncil"), institutions.map(({ address }) => address).sort());
  });

  test("general: two thirds, then the delay, then the deed and the council that follows it", async () => {
    const { events, result } = await carry(
      "agenciesCouncil",
      agencies,
      enact("General", tx().institutions.suspend(128)),
      18,
    );
    assert.ok(result.isOk);
    const [act, track, at] = events.find((event) => name(event) === "timelock.Scheduled").data;
    assert.equal(track.toString(), "General");
    assert.equal((await chain.api.query.scheduler.lookup(act)).unwrap()[0].toNumber(), at.toNumber());
    assert.equal(await suspended(128), false);
    assert.ok((await outcome(act.toHex(), at.toNumber())).isOk);
    assert.equal(await suspended(128), true);
    assert.equal((await chain.api.query.institutionsCouncil.members()).length, institutions.length - 1);
  });

  test("upgrade: a longer delay, and Root", async () => {
    const remark = tx().system.setStorage([["0x616374", "0x646f6e65"]]);
    const { events } = await carry("agenciesCouncil", agencies, enact("Upgrade", remark), 18);
    const [act, , at] = events.find((event) => name(event) === "timelock.Scheduled").data;
    assert.ok(at.toNumber() >= (await height()) + TIMES.upgrade - 2);
    assert.ok((await outcome(act.toHex(), at.toNumber())).isOk);
    assert.equal((await chain.api.rpc.state.getStorage("0x616374")).toHex(), "0x646f6e65");
  });

  test("stop and at once: a third stops, two thirds lift it, and so few cannot stop it again", async () => {
    const call = ["Financing", "apply"];
    const until = async () => (await chain.api.query.timelock.stops(call)).unwrap().until.toNumber();
    const few = await carry("agenciesCouncil", agencies, tx().timelock.stop(call), 8);
    assert.equal(error(few.result), "BadOrigin");
    assert.ok((await carry("agenciesCouncil", agencies, tx().timelock.stop(call), 9)).result.isOk);
    assert.ok((await until()) > (await height()));
    assert.ok((await carry("agenciesCouncil", agencies, tx().timelock.lift(call), 18)).result.isOk);
    assert.ok((await until()) <= (await height()));
    const again = await carry("agenciesCouncil", agencies, tx().timelock.stop(call), 9);
    assert.equal(error(again.result), "timelock.Resting");
    const pause = await carry("agenciesCouncil", agencies, tx().txPause.pause(call), 9);
    assert.equal(error(pause.result), "BadOrigin");
  });

  test("a vote that fails", async () => {
    const motion = enact("General", tx().institutions.suspend(1));
    const { hash, close } = await vote("agenciesCouncil", agencies, motion, 18, 17);
    await assert.rejects(close(), /agenciesCouncil\.TooEarly/);
    // What the members are asked reads as a call in polkadot-js: the motion holds all of it.
    const { section, method, args } = (await chain.api.query.agenciesCouncil.proposalOf(hash)).unwrap().toHuman();
    assert.deepEqual([section, method, args.track], ["timelock", "schedule", "General"]);
    assert.deepEqual([args.act.section, args.act.method, args.act.args], ["institutions", "suspend", { institution: "1" }]);
    const [index] = [(await chain.api.query.agenciesCouncil.voting(hash)).unwrap().index];
    await Promise.all(agencies.slice(17).map((no) => include(tx().agenciesCouncil.vote(hash, index, false), no)));
    const events = await close();
    assert.ok(events.some((event) => name(event) === "agenciesCouncil.Disapproved"));
    assert.equal(await suspended(1), false);
  });

  test("a motion that expires without the votes of the silent", async () => {
    const motion = enact("General", tx().institutions.suspend(2));
    const { hash, close } = await vote("agenciesCouncil", agencies, motion, 18, 17);
    const end = (await chain.api.query.agenciesCouncil.voting(hash)).unwrap().end.toNumber();
    while ((await height()) <= end) await new Promise((resolve) => setTimeout(resolve, 500));
    const events = await close();
    assert.ok(events.some((event) => name(event) === "agenciesCouncil.Disapproved"));
    assert.equal(await suspended(2), false);
  });

  test("a veto", async () => {
    const passed = await carry("agenciesCouncil", agencies, enact("General", tx().institutions.suspend(3)), 18);
    const [act, , at] = passed.events.find((event) => name(event) === "timelock.Scheduled").data;
    const { events, result } = await carry("institutionsCouncil", institutions, tx().timelock.veto(act), 65);
    assert.ok(result.isOk, result.toString());
    assert.ok(events.some((event) => name(event) === "timelock.Vetoed"));
    assert.equal(await outcome(act.toHex(), at.toNumber() + 1), undefined);
    assert.equal(await suspended(3), false);
  });
});
