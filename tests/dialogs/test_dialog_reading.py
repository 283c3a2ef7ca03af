"""What people type is understood, and never understood wrongly."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.conversation import Ask, answer, current, start
from dialogs.model import Flow
from dialogs.typed.reading import read, read_answer, reply
from dialogs.typed.spelling import spelt
from dialogs.typed.whole import read_whole
from knowledge.loader import Knowledge

PURCHASE, JAV, ANSVAR = "direktupphandling", "jav", "ansvar"

UNDERSTOOD = {
    (PURCHASE, "agreement_covers_need"): {
        "yes": "ja|Ja!|JA.|japp|jaaa|jo|visst|absolut|ja absolut|ja då|ja det har vi|"
        "det har vi|ja, det finns|yes|ja vi har ett ramavtal|det finns ett avtal",
        "no": "nej|nää|neeej|nope|nej det har vi inte|det har vi inte|nej det finns inget|inget avtal|"
        "nej vi har inget avtal|nej tyvärr|nej absolut inte|vi har inget avtal|"
        "nej, inget ramavtal|avtal saknas",
        "unsure": "vet ej|vet inte|jag vet inte|ingen aning|osäker|oklart|kanske|"
        "vet inte om det finns ett avtal|det vet jag inte|no idea",
    },
    (PURCHASE, "possible_exception"): {
        "none": "nej|nej inte alls|inget av detta|det är ett vanligt köp|nej, ett vanligt köp|Nej!",
        "employment": "anställning|vi ska anställa|anstalla",
        "lease_of_premises": "hyra lokal|vi ska hyra en lokal|hyra av lokaler|arrende",
        "loan": "lån|ta ett lån",
        "own_company": "eget bolag|köp från eget bolag",
        "public_cooperation": "samarbete med annan kommun|samverkan",
        "unsure": "vet inte",
    },
    (PURCHASE, "connected_to_supplier"): {"yes": "ja|det har jag", "no": "nej|ingen koppling|nej, ingen"},
    (PURCHASE, "law"): {
        "lou": "LOU|lou|Det är LOU",
        "luf": "LUF|vatten och avlopp",
        "lufs": "lufs",
        "luk": "LUK|en koncession",
        "unsure": "vet inte",
    },
    (PURCHASE, "kind"): {
        "goods": "varor|en vara|vi ska köpa varor|möbler|livsmedel",
        "service": "tjänster|tjenster|en tjänst|konsult|konsulttjänst",
        "works": "byggentreprenad|entrepenad|byggentrepenad|ombyggnad",
        "annex2_service": "bilaga 2|sociala tjänster|bilaga 2-tjänst|juridiska tjänster",
        "unsure": "vet ej",
    },
    (PURCHASE, "total_value_sek"): {"unknown": "vet inte|ingen aning|oklart|det är oklart"},
    (PURCHASE, "whole_need_included"): {
        "yes": "ja|ja allt är med|allt är med|ja, alltihop",
        "no": "nej|nej, något saknas|inte allt|allt är inte med|bara en del",
        "unsure": "vet inte|osäker",
    },
    (PURCHASE, "special_ground"): {
        "none": "nej|inget|nej inget särskilt",
        "extreme_urgency": "synnerlig brådska|det är bråttom",
        "single_supplier": "bara en leverantör|ensamrätt",
        "failed_advertising": "inga anbud|vi fick inga anbud",
        "certain_goods": "konkurs",
        "repetition": "upprepning",
        "court_review": "överprövning",
        "exceptional_reasons": "synnerliga skäl",
        "unsure": "vet inte",
    },
    (PURCHASE, "date"): {"2026-01-31": "2026-01-31| 2026-01-31 "},
    (JAV, "role"): {
        "employee": "anställd|jag är anställd|anstäld",
        "elected": "förtroendevald|jag är förtroendevald",
        "council_member": "kommunfullmäktige|ledamot i fullmäktige",
        "company": "anställd i kommunalt bolag",
        "consultant": "konsult|jag är konsult|inhyrd",
    },
    (JAV, "outside_work"): {
        "none": "nej|ingen bisyssla|nej, ingen",
        "same_market": "samma bransch|ja på samma marknad|ja, i samma bransch",
        "this_supplier": "hos leverantören|ja, hos leverantören",
        "unsure": "vet inte",
    },
    (JAV, "gift_or_benefit"): {"yes": "ja|jo", "no": "nej|nej aldrig|nej, inget sånt|absolut inte"},
    (ANSVAR, "matter"): {
        "own_committee": "vår nämnd|det gäller vår nämnd",
        "several_committees_or_companies": "flera nämnder",
        "whole_municipality": "hela kommunen",
        "steering_or_policy": "policy",
        "municipal_company": "kommunalt bolag",
        "start_or_award_decision": "tilldelningsbeslut",
        "support": "jag behöver hjälp",
        "deliveries": "leveranser|leverans",
        "jav_question": "jäv|jav",
        "public_documents": "allmänna handlingar",
        "supplier_complaint": "överprövning",
        "unsure": "vet inte|något annat",
    },
}

AGREEMENT = """
    ja fast nej|ja och nej|nja|nej, det tror jag inte|ja det tror jag|ja?|ja men det gick ut|
    det finns ett avtal som gick ut|nej vi har avtal|nej det har vi|nej vi saknar inte avtal|
    jag är inte osäker|
    nej jag vet inte|ja jag vet inte|inte vad jag vet|har vi avtal?|nog|antagligen|ok|avbryt|ja inget avtal|
    vilket avtal|precis inte|ja eller nej|da|
"""
EXCEPTION = """
    ja, inget av detta|nej det är inte ett vanligt köp|inte anställning|inget lån|
    lån eller hyra|anställd konsult
"""
KIND = """
    flera saker|varor och tjänster|inte varor|utbildning i datorer|konsult för bygge|vad är en vara?|
    koncession|det ska vara
"""
ASKED_BACK = {
    (PURCHASE, "agreement_covers_need"): AGREEMENT,
    (PURCHASE, "possible_exception"): EXCEPTION,
    (PURCHASE, "law"): "lou eller luf|inte lou|lagen",
    (PURCHASE, "kind"): KIND,
    (PURCHASE, "total_value_sek"): "700|vet inte men ca 500 000|ja|inkl. moms",
    (PURCHASE, "whole_need_included"): "nej det är allt|ja allt är inte med|nej allt är med|det mesta",
    (PURCHASE, "special_ground"): "inte bråttom|ingen brådska|ja",
    (PURCHASE, "date"): "igår|2026-02-30|31/1 2026",
    (JAV, "role"): "politiker|chef i kommunalt bolag|inte anställd|före detta anställd|vet inte",
    (JAV, "outside_work"): "ja|inte hos leverantören|ingen bisyssla hos leverantören",
    (JAV, "gift_or_benefit"): "nej inte jag|nej men min fru|inte än",
    (JAV, "party_or_owner"): "nej inte jag|jag är inte leverantör|inte jag",
    (ANSVAR, "matter"): "inte vår nämnd|klagomål på leveranser|policy om jäv|flera",
}

NEGATED = [
    "inte {}",
    "nej, inte {}",
    "{} är det inte",
    "{} fast nej",
    "ja och nej, {}",
    "{} eller inte",
    "nästan {}",
]


@pytest.mark.parametrize(
    ("flow", "fact", "value", "text"),
    [
        (flow, fact, value, text)
        for (flow, fact), values in UNDERSTOOD.items()
        for value, texts in values.items()
        for text in texts.split("|")
    ],
)
def test_ordinary_answers_are_understood(
    flows: Mapping[str, Flow], flow: str, fact: str, value: str, text: str
) -> None:
    assert read(flows[flow], fact, text) == value


@pytest.mark.parametrize(
    ("flow", "fact", "text"),
    [(flow, fact, text.strip()) for (flow, fact), texts in ASKED_BACK.items() for text in texts.split("|")],
)
def test_what_may_mean_something_else_is_asked_back(
    flows: Mapping[str, Flow], flow: str, fact: str, text: str
) -> None:
    assert read(flows[flow], fact, text) is None


def test_every_label_and_every_listed_wording_is_read_as_its_choice(flows: Mapping[str, Flow]) -> None:
    for flow in flows.values():
        for question in flow.questions:
            for choice in question.choices:
                for text in (choice.label, choice.label.upper(), *choice.also):
                    assert read_answer(question, text) == choice.value, (question.fact, text)


def test_no_turned_wording_is_read_as_the_choice(flows: Mapping[str, Flow]) -> None:
    for flow in flows.values():
        for question in flow.questions:
            for choice in question.choices:
                for text in (choice.label, *choice.also):
                    for turned in NEGATED:
                        wrong = read_answer(question, turned.format(text.lower()))
                        assert wrong != choice.value or choice.value in (
                            "no",
                            "none",
                            "ordinary",
                            "unsure",
                        ), turned


@pytest.mark.parametrize(
    ("answers", "text", "said"),
    [
        ([], "leveranser", ("matter", "deliveries")),
        ([], "ett inköp", ("area", "purchase")),
        ([], "hej hopp", None),
        ([("area", "help")], "leveranser", ("matter", "deliveries")),
        ([("area", "help")], "jäv", None),
    ],
)
def test_a_reply_answers_what_is_open_now(
    ansvar: Flow,
    knowledge: Knowledge,
    answers: list[tuple[str, str]],
    text: str,
    said: tuple[str, str] | None,
) -> None:
    state = start(ansvar, date(2026, 11, 25), knowledge.parameters)
    for fact, value in answers:
        state = answer(ansvar, state, fact, value, knowledge.parameters)
    asked = current(ansvar, state, knowledge.parameters)
    assert isinstance(asked, Ask)
    assert reply(ansvar, asked, text) == said


def test_each_label_of_a_narrowing_question_is_that_choice_and_no_claim_behind_it(
    flows: Mapping[str, Flow],
) -> None:
    """Typed or pressed, "Det är mycket bråttom" asks which ground; it is not itself one."""
    for flow in flows.values():
        for question in flow.questions:
            if question.narrows is None:
                continue
            asked = Ask(question, question.choices, 1, 1)
            for choice in question.choices:
                for text in (choice.label, choice.label.upper(), *choice.also):
                    assert reply(flow, asked, text) == (question.fact, choice.value), text


@given(data=st.data(), text=st.text(max_size=220))
def test_any_text_gives_a_value_of_the_fact_or_nothing(
    flows: Mapping[str, Flow], data: st.DataObject, text: str
) -> None:
    flow = flows[data.draw(st.sampled_from(sorted(flows)))]
    question = data.draw(st.sampled_from(flow.questions))
    value = read(flow, question.fact, text)
    assert value is None or isinstance(value, int) or value in question.values


def test_a_listed_wording_may_be_colloquial(flows: Mapping[str, Flow]) -> None:
    """It is compared in the spelling that typed words are given: "sånt" and "sådant" are one."""
    question = flows[PURCHASE].question("possible_exception")
    for typed in ("inget sånt", "inget sådant"):
        assert read_whole(question, spelt(typed), typed) == "none"
