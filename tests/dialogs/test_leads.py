"""Answers told by how they begin, and those that begin so and mean something else."""

import pytest

from dialogs.reading import read

TOLD = [
    ("direktupphandling", "agreement_covers_need", "vi har ramavtal för kontorsmöbler", "yes"),
    ("direktupphandling", "agreement_covers_need", "avtalet gick ut förra året", "no"),
    ("direktupphandling", "agreement_covers_need", "har inget avtal på det", "no"),
    ("direktupphandling", "connected_to_supplier", "min bästa kompis driver företaget", "yes"),
    ("direktupphandling", "connected_to_supplier", "nej jag känner ingen där", "no"),
    ("direktupphandling", "kind", "renovera gymnastiksalen", "works"),
    ("direktupphandling", "kind", "laptops till personalen", "goods"),
    ("direktupphandling", "kind", "en konsult som ska hjälpa oss med en utredning", "service"),
    ("direktupphandling", "total_value_sek", "femtitusen kronor", 50_000),
    ("jav", "party_or_owner", "nej jag äger inget", "no"),
    ("jav", "party_or_owner", "min fru är ägare till firman", "yes"),
    ("jav", "close_relation", "vi är gamla vänner från gymnasiet", "yes"),
    ("jav", "role", "enhetschef i hemtjänsten", "employee"),
    ("ansvar", "matter", "bara vår förskola", "own_committee"),
]
ASKED_BACK = [
    ("direktupphandling", "agreement_covers_need", "vi har avtal med fel leverantör"),
    ("direktupphandling", "agreement_covers_need", "vi har avtal på en del av det"),
    ("direktupphandling", "agreement_covers_need", "vi har ett avtal som täcker hälften"),
    ("direktupphandling", "agreement_covers_need", "avtalet gäller inte längre"),
    ("direktupphandling", "agreement_covers_need", "nej vi har avtal"),
    ("direktupphandling", "connected_to_supplier", "nej min bror jobbar där"),
    ("direktupphandling", "connected_to_supplier", "min man jobbar inte där längre"),
    ("direktupphandling", "connected_to_supplier", "min bror jobbade där för tjugo år sedan"),
    ("direktupphandling", "connected_to_supplier", "jag jobbar extra på ICA"),
    ("direktupphandling", "kind", "bygga en modell i programmet"),
    ("direktupphandling", "kind", "städning av lokalerna och nya möbler"),
    ("jav", "gift_or_benefit", "jag fick en fråga"),
    ("jav", "gift_or_benefit", "de bjöd in till anbud"),
    ("jav", "close_relation", "jag känner ingen väl där"),
    ("jav", "decided_elsewhere", "nej inte än"),
    ("jav", "recent_or_coming_job", "jag ska börja undersöka saken"),
    ("jav", "party_or_owner", "jag äger inte bolaget"),
    ("ansvar", "matter", "jag behöver hjälp med jäv"),
]


@pytest.mark.parametrize(("flow", "fact", "text", "value"), TOLD)
def test_an_answer_is_told_by_its_beginning(flows, flow, fact, text, value):
    assert read(flows[flow], fact, text) == value


@pytest.mark.parametrize(("flow", "fact", "text"), ASKED_BACK)
def test_what_goes_on_to_mean_something_else_is_asked_back(flows, flow, fact, text):
    assert read(flows[flow], fact, text) is None
