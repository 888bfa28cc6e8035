// German for what is said of trainers and sensors, loaded with the pages that tell of them. While riding
// a sentence begins with a capital.
import { devices, tellDevice } from "../text/told.devices.de";
import { learn, learnPatterns } from "../text/told.svelte";

const capital = ([english, german]: [string, string]) => [english.charAt(0).toUpperCase() + english.slice(1), german];

learn("de", devices);
learn("de", Object.fromEntries(Object.entries(devices).map(capital)));
learnPatterns("de", tellDevice);
