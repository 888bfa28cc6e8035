"""Matching: where in a recording the steps of a prescription were ridden.

A ride that was not guided by sixhills says nothing of steps. It was ridden earlier or later than
planned, longer or shorter, on a bike that shows more or fewer watts, with traffic lights in it, and
perhaps with a hill less. What is left is the shape of effort over time, and that is aligned: a
semi-Markov path through the steps in order, in which each step takes a stretch of the ride.

Effort is taken by logarithm, so that unevenness counts alike on hills and at rest (`effort`). A
stretch costs twice the negative logarithm of how likely it is: how uneven its effort is about its
own mean, how far that mean lies from what was asked (`asked`), and how far its length does. A step
may be left out, and time between steps may belong to none; both cost something (`costs`). The path
of least cost is found by dynamic programming in bins of some seconds (`path`).

How strictly a rider follows, and how unevenly, differs, so it is learnt from the ride (`manner`):
the path is sought, what its steps show is taken for what is usual, and the path is sought again.
Watts are not comparable between meters, so a **gain** is learnt likewise (`learning`). Effort is
compared after the gain; the gain itself is told apart, since it says how hard the ride was in all.

The edges of the path are then set to the second, and where the ride kept the clock of another
program, to where it told them (`edges`, `kept_clock`). Last, what was found is judged (`judging`).
What follows from it: each record's segment (`following`) and the report (`report`).

Of like steps nobody can know which was left out. So results say "5 of 6 hills", never "hill 3".
"""

from sixhills.verify.matching.following import follow_matching
from sixhills.verify.matching.match import match_ride
from sixhills.verify.matching.matched import MatchedStep, Matching

__all__ = ["MatchedStep", "Matching", "follow_matching", "match_ride"]
