"""``inkopsbot ask`` and ``evaluate``: what is shown, and the shape that test clients read."""

import json

QUESTIONS = """
- {q: "Får jag dela upp ett inköp i flera?", style: plain, expect: [dela-upp-inkop]}
- {q: "kvantmekanikens tolkningar av katten", style: foreign, expect: []}
- {q: "tack", style: smalltalk, expect: ["@smalltalk"]}
"""


def test_a_question_is_answered_as_the_bot_shows_it(command):
    """The text is the card's text, sources included."""
    shown = command("ask", "Får jag dela upp ett inköp i flera?")
    assert shown.exit_code == 0
    assert "Källor" in shown.stdout


def test_json_has_the_contracts_shape(command):
    """Kind, entry, dialog, confidence, the best three and the text."""
    result = json.loads(command("ask", "Får jag dela upp ett inköp i flera?", "--json").stdout)
    assert set(result) == {"kind", "entry", "dialog", "confidence", "candidates", "text"}
    assert (result["kind"], result["entry"], result["dialog"]) == (
        "answer",
        "dela-upp-inkop",
        "direktupphandling",
    )
    assert len(result["candidates"]) == 3
    assert result["candidates"][0] == {"entry": "dela-upp-inkop", "confidence": result["confidence"]}
    assert 0 <= result["candidates"][2]["confidence"] <= result["confidence"] <= 1


def test_candidates_are_told_also_of_what_is_not_answered(command):
    """A person who takes over sees what came near."""
    for question in ("hej", "prata med en människa", "kvantmekanikens tolkningar av katten"):
        result = json.loads(command("ask", question, "--json").stdout)
        assert result["kind"] in ("smalltalk", "human", "none", "choose")
        assert isinstance(result["candidates"], list)


def test_a_dialogs_name_starts_it(command):
    """``jäv`` alone is a wish for the self-check."""
    assert json.loads(command("ask", "jäv", "--json").stdout)["dialog"] == "jav"


def test_evaluate_prints_its_table_and_each_miss(command, tmp_path):
    """The figures stand per style, and every question that went wrong is named."""
    file = tmp_path / "fragor.yaml"
    file.write_text(QUESTIONS, encoding="utf-8")
    shown = command("evaluate", str(file))
    assert shown.exit_code == 0
    assert "alla våra" in shown.stdout
    assert "inte våra" in shown.stdout
    results = json.loads(command("evaluate", str(file), "--json").stdout)
    assert [one["q"] for one in results["results"]] == [
        "Får jag dela upp ett inköp i flera?",
        "kvantmekanikens tolkningar av katten",
        "tack",
    ]
    assert results["summary"]["alla våra"]["questions"] == 1


def test_a_faulty_file_is_refused_with_the_line(command, tmp_path):
    """A measure that cannot be read is none."""
    file = tmp_path / "fragor.yaml"
    file.write_text("- {q: x}\n", encoding="utf-8")
    refused = command("evaluate", str(file))
    assert refused.exit_code == 1
    assert "fragor.yaml:1" in refused.stderr


def test_explain_says_which_words_decided(command):
    """An editor sees each word, what it was taken for and what was missing."""
    shown = command("ask", "hur mnga oferter behövs", "--explain")
    assert "oferter ≈ offert" in shown.stdout
    assert "närmaste formulering: " in shown.stdout
    reasons = json.loads(command("ask", "hej", "--explain", "--json").stdout)["reasons"]
    assert reasons[0].startswith("En fras som boten känner igen")


def test_evaluate_by_words_only_says_so(command, tmp_path):
    """What the language model adds can be seen."""
    file = tmp_path / "fragor.yaml"
    file.write_text(QUESTIONS, encoding="utf-8")
    shown = command("evaluate", str(file), "--words-only")
    assert "efter orden" in shown.stdout
    assert "innehållets egna" in shown.stdout
    assert "Kalibreringsfel" in shown.stdout


def test_an_unknown_entry_in_the_measure_is_refused(command, tmp_path):
    """A label that names nothing would count every answer as wrong."""
    file = tmp_path / "fragor.yaml"
    file.write_text("- {q: x y, style: plain, expect: [finns-inte]}\n", encoding="utf-8")
    refused = command("evaluate", str(file))
    assert refused.exit_code == 1
    assert "fragor.yaml:1" in refused.stderr


def test_evaluate_without_a_file_asks_the_contents_own_test_questions(command):
    """Whoever changed a wording sees at once what it did."""
    shown = command("evaluate", "--words-only").stdout
    assert "provfrågor" in shown
    assert "grannarnas frågor" in shown
