"""An answer is read when all of it is understood: one that begins alike may mean something else."""

import pytest

from dialogs.typed.reading import read

WHOLE = [
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
    ("direktupphandling", "law", "el till skolan"),
    ("direktupphandling", "law", "post till kontoret"),
    ("direktupphandling", "agreement_covers_need", "vi har avtal under upphandling"),
    ("direktupphandling", "agreement_covers_need", "avtalet gäller kontorsmaterial"),
    ("direktupphandling", "agreement_covers_need", "hittar inget avtal"),
    ("direktupphandling", "connected_to_supplier", "jag sitter i styrelsen för bostadsrättsföreningen"),
    ("direktupphandling", "connected_to_supplier", "ingen koppling i dag"),
    ("direktupphandling", "connected_to_supplier", "ingen koppling från min sida"),
    ("direktupphandling", "connected_to_supplier", "jag är ägare av frågan"),
    ("direktupphandling", "kind", "bygga en ny webbplats"),
    ("direktupphandling", "kind", "bygga om systemet"),
    ("direktupphandling", "kind", "reparation av taket"),
    ("direktupphandling", "kind", "flytt av en vägg"),
    ("direktupphandling", "kind", "rusta upp beredskapen"),
    ("direktupphandling", "special_ground", "akut på grund av dålig planering"),
    ("direktupphandling", "special_ground", "det är jättebråttom för att vi planerat dåligt"),
    ("direktupphandling", "special_ground", "överprövning hotar"),
    ("direktupphandling", "special_ground", "bara en leverantör kan leverera i tid"),
    ("jav", "role", "anställd på det kommunala energibolaget"),
    ("jav", "role", "ekonom på bostadsbolaget"),
    ("jav", "role", "jag är anställd av ett bemanningsföretag"),
    ("jav", "role", "lärare på en friskola"),
    ("jav", "role", "jag är anställd på ett kommunalt bolag"),
    ("jav", "role", "konsult på kommunen"),
    ("jav", "party_or_owner", "jag driver projektet"),
    ("jav", "party_or_owner", "nej jag äger inget, min släkting äger"),
    ("jav", "party_or_owner", "jag äger frågan"),
    ("jav", "party_or_owner", "jag äger processen"),
    ("jav", "representative", "jag är ombud för facket"),
    ("jav", "representative", "jag sitter i styrelsen för idrottsföreningen"),
    ("jav", "representative", "jag är vd för kommunens bolag"),
    ("jav", "gain_or_harm", "jag skulle tjäna tid"),
    ("jav", "gain_or_harm", "jag får inget gjort"),
    ("jav", "recent_or_coming_job", "jag har aldrig jobbat med upphandling"),
    ("jav", "gift_or_benefit", "jag har inte fått svar"),
    ("jav", "gift_or_benefit", "en lunch på jobbet med kollegor"),
    ("jav", "supplier_helped_with_requirements", "en leverantör hjälpte till med leveransen"),
    ("jav", "supplier_helped_with_requirements", "de hjälpte oss med fakturan"),
    ("jav", "small_listed_holding", "jag äger aktier i familjens bolag"),
    ("ansvar", "matter", "bara vår förvaltning och socialförvaltningen"),
    ("ansvar", "matter", "vem fattar beslut om inköpspolicyn"),
    ("ansvar", "matter", "jag behöver hjälp med en leverantör som klagat"),
    ("ansvar", "matter", "en journalist vill intervjua mig"),
    ("ansvar", "matter", "en leverantör vill se lokalerna"),
    ("ansvar", "matter", "klagomål från en förälder"),
    ("ansvar", "matter", "leverantören hotar med konkurs"),
    ("ansvar", "matter", "bostadsbolaget klagar på upphandlingen"),
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


@pytest.mark.parametrize(("flow", "fact", "text", "value"), WHOLE)
def test_an_answer_is_read_when_all_of_it_is_understood(flows, flow, fact, text, value):
    assert read(flows[flow], fact, text) == value


@pytest.mark.parametrize(("flow", "fact", "text"), ASKED_BACK)
def test_what_goes_on_to_mean_something_else_is_asked_back(flows, flow, fact, text):
    assert read(flows[flow], fact, text) is None
