import { beforeEach, describe, expect, it } from "vitest";
import { Connection, type Trouble } from "./connection";
import { FakeWorld } from "./fakes";

let world: FakeWorld;
let connection: Connection;
let troubles: Trouble[];
let refusals: number;

beforeEach(() => {
  world = new FakeWorld();
  troubles = [];
  refusals = 0;
  connection = new Connection(world, {
    heard: () => undefined,
    lost: (trouble) => troubles.push(trouble),
    refused: () => (refusals += 1),
  });
  connection.start();
});

/** The first message has come, some time ago. */
async function settled(): Promise<void> {
  world.wire.tell({ kind: "none" });
  await world.pass(1000);
}

describe("a connection", () => {
  it("comes back at once when the server is there", async () => {
    await settled();
    world.wire.break();
    await world.pass(0);
    expect(world.wires).toHaveLength(2);
  });

  it("looks for the server without opening wires", async () => {
    await settled();
    world.answers = "refuses";
    world.wire.break();
    await world.pass(10_000);
    expect(world.wires).toHaveLength(1);
    expect(world.probes).toBeGreaterThanOrEqual(19);
  });

  it("is back within a second after the server", async () => {
    await settled();
    world.answers = "refuses";
    world.wire.break();
    await world.pass(60_000);
    world.answers = "yes";
    await world.pass(1000);
    expect(world.wires).toHaveLength(2);
  });

  it("is back within three seconds after a network that gave no answer", async () => {
    await settled();
    world.answers = "never";
    world.wire.break();
    await world.pass(60_000);
    world.answers = "yes";
    await world.pass(3000);
    expect(world.wires).toHaveLength(2);
  });

  it("tells a server that does not run from a network that is away", async () => {
    await settled();
    world.answers = "refuses";
    world.wire.break();
    await world.pass(0);
    expect(troubles.at(-1)).toBe("server");
    world.answers = "never";
    await world.pass(3000);
    expect(troubles.at(-1)).toBe("network");
  });

  it("knows that without a network nothing is said of the server", async () => {
    await settled();
    world.answers = "refuses";
    world.has_network = false;
    world.wire.break();
    await world.pass(0);
    expect(troubles.at(-1)).toBe("network");
  });

  it("notices silence", async () => {
    connection.expect(2500);
    await settled();
    await world.pass(1600);
    expect(troubles).toEqual(["network"]);
  });

  it("bears silence where none was promised", async () => {
    await settled();
    await world.pass(60_000);
    expect(troubles).toEqual([]);
  });

  it("gives up a wire that stays mute", async () => {
    await world.pass(2600);
    expect(world.wires.length).toBeGreaterThan(1);
    expect(world.wires[0]?.closed).toBe(true);
  });

  it("does not hammer a server that drops it", async () => {
    for (let second = 0; second < 10; second++) {
      world.wire.break();
      await world.pass(1000);
    }
    expect(world.wires.length).toBeLessThanOrEqual(11);
    expect(refusals).toBeGreaterThan(0);
  });

  it("looks at once when the network says that it is back", async () => {
    await settled();
    world.answers = "refuses";
    world.wire.break();
    await world.pass(100);
    world.answers = "yes";
    connection.nudge();
    await world.pass(0);
    expect(world.wires).toHaveLength(2);
  });

  it("sends nothing late", async () => {
    await settled();
    world.answers = "refuses";
    world.wire.break();
    expect(connection.send("x")).toBe(false);
    world.answers = "yes";
    await world.pass(1000);
    world.wire.tell({ kind: "none" });
    expect(world.wire.sent).toEqual([]);
    expect(connection.send("y")).toBe(true);
  });

  it("opens nothing any more once it is stopped", async () => {
    await settled();
    connection.stop();
    world.wire.break();
    await world.pass(60_000);
    expect(world.wires).toHaveLength(1);
    expect(world.wire.closed).toBe(true);
  });
});
