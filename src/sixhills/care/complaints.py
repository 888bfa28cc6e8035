"""What hurts or goes numb on a bike: possible reasons, what to change, when to stop.

It names no illness and promises nothing: the same knee can hurt for many reasons. What is changed
is changed one thing at a time, by little, and ridden easily two or three times before the next. The
reasons are those that fitters and physiotherapists give; how often each is the true one nobody has
counted. Pain above 3 of 10 ends a ride whatever its reason (stop_rules.py).
"""

from __future__ import annotations

from dataclasses import dataclass

ONE_AT_A_TIME = (
    "Change one thing at a time, a saddle by 5 mm at most, and ride two or three easy rides before "
    "the next."
)
"""Said with every complaint."""


@dataclass(frozen=True, kw_only=True)
class Complaint:
    """Something that hurts or goes numb.

    Attributes:
        key: its short name.
        where: where and how, as a rider says it.
        reasons: what it may come from on the bike, the likeliest first.
        changes: what to try, in order.
        see_someone: when to stop and have it looked at.
    """

    key: str
    where: str
    reasons: tuple[str, ...]
    changes: tuple[str, ...]
    see_someone: str


COMPLAINTS = (
    Complaint(
        key="knee-front",
        where="Front of the knee",
        reasons=(
            "The saddle may be too low or too far forward.",
            "The gear may be too heavy: slow, hard pedalling presses most on the kneecap.",
            "There may have been more hills or standing than the weeks before.",
        ),
        changes=(
            "Measure the knee angle; raise the saddle if it is clearly low.",
            "Ride with less resistance and quicker legs, seated.",
        ),
        see_someone="Stop for today if it is above 3 of 10. Have it looked at if the knee swells, "
        "locks or gives way, hurts at night, or still hurts after a week of easy riding.",
    ),
    Complaint(
        key="knee-back",
        where="Back of the knee",
        reasons=(
            "The saddle may be too high or too far back.",
            "The foot may be pulled up hard through the bottom of the turn.",
        ),
        changes=(
            "Measure the knee angle; lower the saddle if it is clearly high.",
            "Let the foot come through the bottom without pulling.",
        ),
        see_someone="Stop for today if it is above 3 of 10. See a doctor at once if the calf is "
        "swollen, warm or tender.",
    ),
    Complaint(
        key="knee-side",
        where="Inside or outside of the knee",
        reasons=(
            "The feet may point further in or out on the pedals than they do when you walk.",
            "The saddle may be too high, so that the hips rock.",
            "The feet may stand too close together or too far apart.",
        ),
        changes=(
            "Turn the cleats, or the feet, so that the knees go straight up and down.",
            "Have somebody watch from behind whether the hips rock; if so, lower the saddle.",
        ),
        see_someone="Stop for today if it is above 3 of 10. Have it looked at if it is there again "
        "after a week of easy riding.",
    ),
    Complaint(
        key="back",
        where="Lower back",
        reasons=(
            "The bar may be too low or too far away.",
            "The saddle may be too high, so that the hips rock.",
            "The gear may be too heavy for as long as it is ridden.",
        ),
        changes=(
            "Raise the bar, or bring it nearer.",
            "Sit up and stand up now and then; keep the belly firm on hills.",
        ),
        see_someone="See a doctor at once if a leg goes numb or weak, or if you cannot hold water. "
        "Have it looked at if it is there off the bike too.",
    ),
    Complaint(
        key="hip",
        where="Hip or groin",
        reasons=(
            "The hip may be closed too far at the top: a low saddle, a low bar, or long cranks.",
            "There may have been much standing or heavy pedalling.",
        ),
        changes=(
            "Raise the bar; measure the knee angle and raise the saddle if it is clearly low.",
            "Ride with less resistance, seated.",
        ),
        see_someone="Have it looked at if it hurts when you walk, or after a week of easy riding.",
    ),
    Complaint(
        key="neck",
        where="Neck or shoulders",
        reasons=(
            "The bar may be too low or too far away, so that the head is held back.",
            "The elbows may be locked.",
        ),
        changes=(
            "Raise the bar, or bring it nearer.",
            "Bend the elbows, let the shoulders down, move the head now and then.",
        ),
        see_someone="Pain that moves into an arm or the jaw, or that comes with pressure in the "
        "chest: stop at once and get help.",
    ),
    Complaint(
        key="hands-numb",
        where="Hands go numb",
        reasons=(
            "There may be too much weight on the hands: a low bar, or a saddle with its nose down.",
            "The wrists may be bent, or the grip too tight.",
        ),
        changes=(
            "Loosen the grip and shift the hands every few minutes.",
            "Level the saddle; raise the bar.",
        ),
        see_someone="Have it looked at if it lasts more than a day after a ride, or fingers are "
        "weak.",
    ),
    Complaint(
        key="feet-numb",
        where="Feet go numb or burn",
        reasons=(
            "The shoe or the strap may be too tight: feet swell while you ride.",
            "The cleat may press under the ball of the foot.",
        ),
        changes=(
            "Loosen shoe and strap.",
            "Move the cleats 3 to 5 mm back.",
        ),
        see_someone="Have it looked at if it lasts more than a day after a ride.",
    ),
    Complaint(
        key="seat-numb",
        where="Numb between the legs",
        reasons=(
            "The saddle presses on nerves and vessels: its nose may be too high, or it does not "
            "fit you.",
            "The saddle may be too high, or the bar too low.",
        ),
        changes=(
            "Stand up now, and from now on for half a minute every 10 minutes.",
            "Level the saddle, or bring its nose down by 2 degrees; check its height.",
            "Try another saddle.",
        ),
        see_someone="Stop for today if it does not pass when you stand up. See a doctor if it "
        "lasts longer than a day.",
    ),
    Complaint(
        key="seat-sore",
        where="Sore where you sit",
        reasons=(
            "Sitting is new, or the ride was longer than before.",
            "The saddle may be tilted, or too wide or too narrow for you.",
        ),
        changes=(
            "Wear padded shorts without anything below; stand up now and then.",
            "Level the saddle; try one as wide as your sit bones.",
        ),
        see_someone="Have it looked at if the skin is open or does not heal within days.",
    ),
)
"""In the order of a look from the knees up and down."""


def find_complaints(word: str) -> tuple[Complaint, ...]:
    """Those whose name begins with a word such as "knee"; none where it names nothing."""
    return tuple(one for one in COMPLAINTS if one.key.startswith(word.strip().lower()))
