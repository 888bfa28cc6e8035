// What is said of rides and their files, in German, for the pages that show them.
import { learn, learnPatterns } from "./told.svelte";
import { tellFile } from "./told.files.de";
import { tellLearnt, untold } from "./told.learnt.de";

learn("de", untold);
learnPatterns("de", tellLearnt);
learnPatterns("de", tellFile);
