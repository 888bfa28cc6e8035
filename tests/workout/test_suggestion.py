from sixhills.workout.suggestion import suggest


def test_the_nearest_word_is_suggested() -> None:
    known = ["hill-1", "slow", "hard", "moderate", "recovery", "warm-up"]
    assert suggest("Hil-1", known) == 'did you mean "hill-1"?'


def test_a_few_words_are_listed() -> None:
    assert suggest("xyz", ["slow", "hard"]) == "use one of: slow, hard"


def test_a_few_words_are_listed_even_when_one_is_near() -> None:
    postures = ["seated", "standing", "free"]
    assert suggest("siting", postures) == "use one of: seated, standing, free"


def test_many_words_are_not_listed() -> None:
    assert suggest("xyz", [f"ride-{n}" for n in range(100)]) is None


def test_nothing_to_suggest_from() -> None:
    assert suggest("xyz", []) is None
