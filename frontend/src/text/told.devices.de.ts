// German for what is said of trainers and sensors, by the English sentence; those that name a device
// are taken apart by pattern. A test holds them against what the server says (devices.json).
import { applyRules, type Rule } from "./rules";

export const devices: Readonly<Record<string, string>> = {
  // the Bluetooth of this computer (devices/transports/radio.py)
  "this computer has no Bluetooth that can be used (start it by `systemctl start bluetooth`, plug in an adapter, or ride with a trainer in your network, or without one)":
    "Dieser Rechner hat kein Bluetooth, das man benutzen kann (starte es mit `systemctl start bluetooth`, steck einen Adapter an oder fahr mit einem Trainer in deinem Netz oder ohne)",
  "this computer has no Bluetooth that can be used (plug in an adapter, or ride with a trainer in your network, or without one)":
    "Dieser Rechner hat kein Bluetooth, das man benutzen kann (steck einen Adapter an oder fahr mit einem Trainer in deinem Netz oder ohne)",
  "Bluetooth is switched off (switch it on by `bluetoothctl power on`, or ride with a trainer in your network, or without one)":
    "Bluetooth ist ausgeschaltet (schalte es ein mit `bluetoothctl power on` oder fahr mit einem Trainer in deinem Netz oder ohne)",
  "Bluetooth is switched off (switch Bluetooth on in the menu bar, or ride with a trainer in your network, or without one)":
    "Bluetooth ist ausgeschaltet (schalte es in der Menüleiste ein oder fahr mit einem Trainer in deinem Netz oder ohne)",
  "Bluetooth is switched off (switch Bluetooth on in Settings, Bluetooth & devices, or ride with a trainer in your network, or without one)":
    "Bluetooth ist ausgeschaltet (schalte es unter Einstellungen, Bluetooth und Geräte ein oder fahr mit einem Trainer in deinem Netz oder ohne)",
  "sixhills may not use Bluetooth on this computer (join the group `bluetooth` by `usermod -aG bluetooth NAME` and log in again, or ride with a trainer in your network, or without one)":
    "sixhills darf Bluetooth auf diesem Rechner nicht benutzen (tritt der Gruppe `bluetooth` bei mit `usermod -aG bluetooth NAME` und melde dich neu an oder fahr mit einem Trainer in deinem Netz oder ohne)",
  "sixhills may not use Bluetooth on this computer (allow it in System Settings, Privacy & Security, Bluetooth, or ride with a trainer in your network, or without one)":
    "sixhills darf Bluetooth auf diesem Rechner nicht benutzen (erlaube es unter Systemeinstellungen, Datenschutz & Sicherheit, Bluetooth oder fahr mit einem Trainer in deinem Netz oder ohne)",
  "sixhills may not use Bluetooth on this computer (allow it in Settings, Privacy & security, Radios, or ride with a trainer in your network, or without one)":
    "sixhills darf Bluetooth auf diesem Rechner nicht benutzen (erlaube es unter Einstellungen, Datenschutz und Sicherheit, Funk oder fahr mit einem Trainer in deinem Netz oder ohne)",
  "the device does not answer (is it awake and near?)":
    "Das Gerät antwortet nicht (ist es wach und in der Nähe?)",
  // a stick (devices/transports/ant/stick.py)
  "no ANT+ stick was found (plug one in, or use Bluetooth (`--device ble:NAME`) or your network)":
    "Kein ANT+-Stick gefunden (steck einen an oder nimm Bluetooth oder dein Netz)",
  "sixhills may not use the ANT+ stick (let your user write to it (on Linux by a udev rule for vendor 0fcf))":
    "sixhills darf den ANT+-Stick nicht benutzen (erlaube deinem Benutzer, ihn zu beschreiben; unter Linux durch eine udev-Regel für den Hersteller 0fcf)",
  "sixhills cannot use an ANT+ stick yet (install it with `sixhills[ant]`)":
    "sixhills kann noch keinen ANT+-Stick benutzen (installiere das dazu: `sixhills[ant]`)",
  // what keeps a trainer from following (devices/control/machine.py)
  "the trainer does not give us control: another app or head unit may hold it; close that one, then it goes on by itself":
    "Der Trainer lässt sich nicht steuern: Vielleicht hat ihn eine andere App oder ein Radcomputer; beende das, dann geht es von selbst weiter",
  "the trainer does not answer; it is being connected anew":
    "Der Trainer antwortet nicht; die Verbindung wird neu aufgebaut",
  "the trainer follows something else than what it is told; if another app is connected to it, close that one":
    "Der Trainer folgt etwas anderem als dem, was ihm gesagt wird; ist eine andere App mit ihm verbunden, beende sie",
  "the trainer refuses what it is asked for; set its resistance by hand":
    "Der Trainer lehnt ab, was er soll; stell den Widerstand von Hand ein",
  // searching the network (devices/transports/dircon/discovery.py)
  "the network cannot be searched for trainers (name the trainer's address (`--device dircon:HOST`))":
    "Das Netz lässt sich nicht nach Trainern durchsuchen",
  // trying and spinning down (usecases/device_desk.py, devices/driver/spin_down.py)
  "it does not say anything":
    "Es sagt nichts",
  "the devices are busy (wait a moment)":
    "Die Geräte sind beschäftigt (warte einen Moment)",
  "the trainer cannot be controlled in this way":
    "Der Trainer lässt sich so nicht steuern",
  "the trainer is not connected":
    "Der Trainer ist nicht verbunden",
  "the connection was lost":
    "Die Verbindung ist abgerissen",
  "the spin-down did not come to an end (speed up to what is asked, then stop pedalling until the wheel stands)":
    "Das Ausrollen kam zu keinem Ende (tritt so schnell wie verlangt, dann hör auf, bis das Rad steht)",
  "the trainer says that the spin-down failed (warm up, and try again)":
    "Der Trainer sagt, das Ausrollen ist misslungen (fahr dich warm und versuch es noch einmal)",
};

const RULES: readonly Rule[] = [
  // devices/driver/connection.py
  [/^(.+) is not heard yet; it joins the ride as soon as it is$/i, (name) => `${name} ist noch nicht zu hören; sobald das so ist, fährt es mit`],
  [/^the connection to (.+) is lost; it comes back by itself$/i, (name) => `Die Verbindung zu ${name} ist abgerissen; sie kommt von selbst wieder`],
  [/^the connection to (.+) (?:is|was) lost$/i, (name) => `Die Verbindung zu ${name} ist abgerissen`],
  [/^(.+) does not answer(?: \(is it awake and near\?\))?$/, (name) => `${name} antwortet nicht (ist es wach und in der Nähe?)`],
  // devices/finding.py and transports
  [/^no Bluetooth device called "(.+)" is heard \(heard: (.+)\)$/i, (name, others) =>
    `Kein Bluetooth-Gerät namens „${name}“ ist zu hören (zu hören: ${others})`],
  [/^no Bluetooth device called "(.+)" is heard \(wake it by turning the pedals, and close other apps that may hold it\)$/i, (name) =>
    `Kein Bluetooth-Gerät namens „${name}“ ist zu hören (wecke es, indem du die Pedale drehst, und schließe andere Apps, die es belegen könnten)`],
  [/^(.+): no trainer answers there \(is it switched on, and in the same network\?\)$/, (place) =>
    `${place}: Dort antwortet kein Trainer (ist er eingeschaltet und im selben Netz?)`],
  [/^(.+) is not heard over ANT\+ \(wake it by turning the pedals, and put the stick near it\)$/, (name) =>
    `${name} ist über ANT+ nicht zu hören (wecke ihn, indem du die Pedale drehst, und steck den Stick in seine Nähe)`],
  // live.py
  [/^the ride cannot be saved: .+ \(make room on the disk, or what you ride from here on is lost\)$/i, () =>
    "Die Fahrt lässt sich nicht speichern (schaffe Platz auf der Platte, sonst geht verloren, was du von hier an fährst)"],
  // devices/driver/spin_down.py
  [/^(.+) offers no spin-down \(its maker's app may, or it needs none\)$/, (name) =>
    `${name} bietet kein Ausrollen an (vielleicht die App des Herstellers, oder er braucht keines)`],
  [/^(.+) does not give us control \(close other apps that may hold it\)$/, (name) =>
    `${name} lässt sich nicht steuern (schließe andere Apps, die ihn belegen könnten)`],
  [/^(.+) refuses a spin-down$/, (name) => `${name} lehnt das Ausrollen ab`],
];

/** A sentence about a device by its name, null where it is none that is known. */
export const tellDevice = (sentence: string): string | null => applyRules(RULES, sentence);
