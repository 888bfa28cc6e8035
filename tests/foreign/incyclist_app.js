// Drives a Direct Connect trainer with incyclist-devices: a line of JSON in, a line of JSON out.
const readline = require("node:readline");
const net = require("node:net");
const path = require("node:path");

const root = path.join(path.dirname(require.resolve("incyclist-devices")), "..", "cjs");
const { DirectConnectInterface } = (() => {
  const found = require(path.join(root, "direct-connect/base/interface.js"));
  return { DirectConnectInterface: found.default ?? found.DirectConnectInterface };
})();
const Sensor = require(path.join(root, "ble/fm/sensor.js")).default;

const silent = { logEvent() {}, log() {}, setContext() {}, getName: () => "test" };
const mdns = { connect() {}, disconnect() {}, find() {} };
const latest = {};

async function main() {
  const [host, port] = process.argv.slice(2);
  DirectConnectInterface.getInstance({ binding: { net: { createSocket: () => new net.Socket() }, mdns }, logger: silent, log: false });
  const { DirectConnectPeripheral } = require(path.join(root, "direct-connect/base/peripheral.js"));
  const peripheral = DirectConnectPeripheral.create({
    name: "trainer",
    address: host,
    port: Number(port),
    serviceUUIDs: ["1826"],
    transport: "wifi",
  });
  const sensor = new Sensor(peripheral, { logger: silent });
  sensor.on("data", (data) => Object.assign(latest, data));
  const started = await sensor.startSensor();
  const subscribed = await sensor.subscribe();
  const control = await sensor.requestControl();
  reply({ started, subscribed, control });
  const asks = {
    hold: (watts) => sensor.setTargetPower(watts),
    resist: (level) => sensor.setTargetResistanceLevel(level),
    road: (grade) => sensor.setSlope(100 * grade),
    read: () => ({ power_w: latest.power ?? latest.instantaneousPower ?? null, cadence_rpm: latest.cadence ?? null }),
  };
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const [name, value] = JSON.parse(line);
    reply(await asks[name](value));
  }
  process.exit(0);
}

function reply(value) {
  process.stdout.write(`${JSON.stringify(value ?? null)}\n`);
}

main().catch((error) => {
  reply({ error: String(error?.stack ?? error) });
  process.exit(1);
});
