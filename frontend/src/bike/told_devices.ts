// German for what is said of trainers and sensors, loaded with the pages that tell of them.
import { devices } from "../text/told.devices.de";
import { learn } from "../text/told.svelte";

learn("de", devices);
