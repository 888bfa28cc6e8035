// German for technique, loaded with the ride and the page on it.
import { learn } from "../text/told.svelte";
import { technique } from "../text/told.technique.de";

learn("de", technique);
