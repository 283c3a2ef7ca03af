"""What is asked finds its entry: spelling costs nothing, and short names are exact."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.confidence import Found, NothingFound, Unclear, decide
from knowledge.matcher import Candidate, Matcher
from knowledge.model import Confidence, Elsewhere, SynonymSet, Weights


def subject(id_: str, title: str, *wordings: str, keywords: tuple[str, ...] = ()) -> Elsewhere:
    return Elsewhere(id=id_, title=title, where="Där.", wordings=wordings or (title,), keywords=keywords)


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(
        [
            subject("avtal", "Hur skriver vi avtal?", "skriva kontrakt med firman"),
            subject("jav", "Vad är jäv?", "min bror jobbar hos säljaren", keywords=("jävig", "partisk")),
            subject("lou", "När gäller LOU?", "lagen om offentlig upphandling"),
            subject("luf", "När gäller LUF?", "vatten och energi"),
            subject("uppfoljning", "Hur följer vi upp leverantörer?", "leverantörsuppföljning"),
        ],
        [SynonymSet(word="leverantör", also=("vendor",))],
    )


def best(matcher: Matcher, question: str) -> str:
    return matcher.rank(question)[0].subject


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("vad är jäv", "jav"),
        ("VAD ÄR JÄV???", "jav"),
        ("vad ar jav", "jav"),
        ("min brro jobbar hos säljarenn", "jav"),
        ("leverantörsuppföljningen", "uppfoljning"),
        ("uppföljning av leverantör", "uppfoljning"),
        ("vendor", "uppfoljning"),
        ("LUF", "luf"),
        ("lou", "lou"),
        ("kontraktsskrivning", "avtal"),
    ],
)
def test_the_right_subject_comes_first(matcher, question, expected):
    """Case, å ä ö, slips, compounds and synonyms do not hide what is meant."""
    assert best(matcher, question) == expected


def test_short_names_must_be_written_right(matcher):
    """One letter apart is another law: LUK is neither LOU nor LUF."""
    assert matcher.rank("LUK")[0].coverage == 0


def test_a_text_without_words_finds_nothing(matcher):
    """Signs alone are no question."""
    assert matcher.rank("?!… 🔥") == []


def test_a_hidden_row_or_subject_is_not_found(matcher):
    """So the content can be asked its own wordings without finding them."""
    assert matcher.rank("Vad är jäv?", hide="jav")[0].subject != "jav"
    shown = matcher.rank("leverantörsuppföljning")[0].score
    assert matcher.rank("leverantörsuppföljning", hide_row="leverantörsuppföljning")[0].score < shown


def test_a_wording_word_for_word_is_as_good_as_certain(matcher):
    """Whoever writes what the content says is understood, however short; a wording of two is not certain."""
    (first, *_) = ranked = matcher.rank("VAD ÄR JÄV")
    assert first.verbatim
    assert isinstance(decide(ranked, BANDS), Found)
    shared = Matcher([subject("a", "Ett", "samma fråga"), subject("b", "Två", "samma fråga")])
    assert not any(one.verbatim for one in shared.rank("samma fråga"))
    assert not any(one.verbatim for one in matcher.rank("Vad är jäv?", hide_row="Vad är jäv?"))


@given(st.text(max_size=300))
def test_any_text_is_ranked(text):
    """No text makes the matcher fail, and each subject is ranked once."""
    matcher = Matcher([subject("a", "Avtal och jäv"), subject("b", "Beställa varor")])
    ranked = matcher.rank(text)
    assert len(ranked) in (0, 2)
    assert [one.score for one in ranked] == sorted((one.score for one in ranked), reverse=True)


BANDS = Confidence(
    words=Weights(intercept=-4.0, score=1.0, lead=2.0, coverage=1.0),
    meaning=Weights(intercept=-10.5, score=1.0, lead=2.0, coverage=1.0, nearness=5.0),
    sure=0.6,
    unsure=0.2,
)


@pytest.mark.parametrize(
    ("scores", "kind"),
    [((3.0, 0.5), Found), ((2.0, 1.9), Unclear), ((0.3, 0.3), NothingFound), ((), NothingFound)],
)
def test_the_bands_decide(scores, kind):
    """Sure answers, unsure asks, and nothing is nothing."""
    ranked = [Candidate(f"e{number}", score, coverage=1.0, telling=4) for number, score in enumerate(scores)]
    assert isinstance(decide(ranked, BANDS), kind)


def test_a_near_tie_is_never_sure_when_the_lead_counts():
    """Of two that fit as well, neither is answered at once."""
    bands = Confidence(words=Weights(intercept=-3.0, score=0.0, lead=8.0, coverage=0.0))
    tied = [Candidate("a", 2.5, coverage=1.0, telling=4), Candidate("b", 2.5, coverage=1.0, telling=4)]
    assert isinstance(decide(tied, bands), Unclear | NothingFound)


def test_what_the_subject_has_no_words_for_makes_it_less_sure():
    """One shared word in a question of five is not enough, however clear the lead."""
    covered = [Candidate("a", 2.5, coverage=0.2, telling=4), Candidate("b", 0.5, coverage=0.2, telling=4)]
    bands = Confidence(words=Weights(intercept=-6.0, score=1.0, lead=1.0, coverage=3.0), sure=0.6)
    assert isinstance(decide(covered, bands), Unclear | NothingFound)


def test_the_meaning_has_weights_of_its_own():
    """Where the meaning was compared, the confidence is read from it too."""
    near = [Candidate("a", 3.0, 1.0, 4, nearness=0.9), Candidate("b", 0.5, 1.0, 4, nearness=0.1)]
    far = [Candidate("a", 3.0, 1.0, 4, nearness=0.1), Candidate("b", 0.5, 1.0, 4, nearness=0.1)]
    assert isinstance(decide(near, BANDS), Found)
    assert not isinstance(decide(far, BANDS), Found)


def test_content_that_nothing_was_fitted_to_is_never_sure():
    """Choices are offered instead: a guess at how sure it is would be worth nothing."""
    assert isinstance(
        decide([Candidate("a", 9.0, 1.0, 4), Candidate("b", 0.0, 0.0, 4)], Confidence()), Unclear
    )
