// Drives a Bluetooth trainer with noble over a serial line: a line of JSON in, a line of JSON out.
const readline = require("node:readline");
const noble = require("@stoprocent/noble");

const MACHINE = "1826";
const BIKE_DATA = "2ad2";
const CONTROL = "2ad9";
const latest = { power_w: null, cadence_rpm: null };
let answered = () => {};

async function main() {
  await noble.waitForPoweredOnAsync?.(60000);
  const peripheral = await find();
  await peripheral.connectAsync();
  const { characteristics } = await peripheral.discoverSomeServicesAndCharacteristicsAsync([MACHINE], []);
  const named = Object.fromEntries(characteristics.map((one) => [one.uuid, one]));
  named[BIKE_DATA].on("data", takeBikeData);
  await named[BIKE_DATA].subscribeAsync();
  named[CONTROL].on("data", (data) => answered(data));
  await named[CONTROL].subscribeAsync();
  const control = async (...bytes) => {
    const answer = new Promise((resolve) => { answered = resolve; });
    await named[CONTROL].writeAsync(Buffer.from(bytes), false);
    return (await answer)[2] === 1;
  };
  const words = (value) => [value & 0xff, (value >> 8) & 0xff];
  reply({ control: await control(0x00) });
  const asks = {
    hold: (watts) => control(0x05, ...words(watts)),
    resist: (level) => control(0x04, ...words(10 * level)),
    road: (grade) => control(0x11, 0, 0, ...words(Math.round(10000 * grade)), 40, 22),
    read: () => latest,
  };
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const [name, value] = JSON.parse(line);
    reply(await asks[name](value));
  }
  process.exit(0);
}

function find() {
  return new Promise((resolve) => {
    noble.on("discover", async (peripheral) => {
      if (!peripheral.advertisement.serviceUuids.includes(MACHINE)) return;
      await noble.stopScanningAsync();
      resolve(peripheral);
    });
    noble.startScanningAsync([], true);
  });
}

// Flags, speed (there unless bit 0), then cadence in half turns; our trainer sends distance too.
function takeBikeData(data) {
  const flags = data.readUInt16LE(0);
  let at = flags & 1 ? 2 : 4;
  if (flags & 4) { latest.cadence_rpm = data.readUInt16LE(at) / 2; at += 2; }
  if (flags & 0x10) at += 3;
  if (flags & 0x20) at += 2;
  if (flags & 0x40) latest.power_w = data.readInt16LE(at);
}

function reply(value) {
  process.stdout.write(`${JSON.stringify(value ?? null)}\n`);
}

main().catch((error) => {
  reply({ error: String(error?.stack ?? error) });
  process.exit(1);
});
