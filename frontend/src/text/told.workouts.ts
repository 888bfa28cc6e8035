// Titles of workouts, why one is proposed, and what is said before a ride, in German.
import { learn, learnPatterns } from "./told.svelte";
import { tellProposed } from "./told.proposed.de";
import { workouts } from "./told.workouts.de";

learn("de", workouts);
learnPatterns("de", tellProposed);
