// German for the check and the fit, loaded with the pages that tell of them.
import { bike } from "../text/told.bike.de";
import { learn } from "../text/told.svelte";

learn("de", bike);
