// What is said while riding, in German: the sentences of the player by pattern, those on technique as
// they are.
import { learn, learnPatterns } from "../text/told.svelte";
import { tellRide } from "../text/told.ride.de";
import "../text/told.workouts";
import { technique } from "../text/told.technique.de";

learn("de", technique);
learnPatterns("de", tellRide);
