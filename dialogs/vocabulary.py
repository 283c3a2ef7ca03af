"""Words that mean the same in answer to any question. What belongs to one question stands in its flow.

All are folded: lower case, without å, ä and ö.
"""

Words = tuple[str, ...]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[Words]:
    """Phrases, parted by commas."""
    return frozenset(tuple(phrase.split()) for phrase in text.split(","))


YES = _words("""
    ja jada jo joda japp jepp jajamen jajamensan jajjemen javisst jovisst visst sjalvklart givetvis stammer
    yes yep yepp
""")
NO = _words("nej nejda na nae nepp nix nope no nah")
NOT = _words("inte ej icke ingen inget inga ingenting aldrig saknar saknas")

EMPTY = _words("""
    det den de vi jag har ar gor finns nu ju sant sadant nagot nagon nagra som en ett i fall fallet
    da absolut precis faktiskt tyvarr
""")
"""Words that neither say yes nor no in an answer."""

FRAME = EMPTY | _words("""
    ska skall vill om av for till hos fran pa at galler handlar koper kopa kop saken fragan fraga
""")
"""Words around the one that answers: "det handlar om …", "vi ska köpa …"."""

AFTER_NO = _words("det nu ju da faktiskt tyvarr")
"""Words that may follow a bare no. "Nej, det har vi" has others: it contradicts itself."""

NO_PHRASES = _phrases("""
    inte alls, absolut inte, verkligen inte, definitivt inte, aldrig, inget, ingen, inga, inte, finns inte,
    det finns inte, det finns det inte, det har vi inte, det har vi ej, har vi inte, det har jag inte,
    det gor det inte, det gor jag inte, det ar det inte, det ar jag inte
""")

YES_PHRASES = _phrases("""
    det har vi, det har jag, det gor vi, det gor det, det gor jag, det finns det, det ar det, det ar jag,
    det stammer, absolut, precis, definitivt, vi har det, jag har det
""")

UNSURE_PHRASES = _phrases("""
    vet inte, vet ej, vet icke, vet faktiskt inte, vet inte riktigt, vet inte sakert, vet inte alls,
    vet inte an, vet tyvarr inte, tyvarr vet jag inte, vet jag inte, vet vi inte, ingen aning, ingen ide,
    ingen koll, har inte koll, inte koll, osaker, osakert, lite osaker, inte saker, inte helt saker,
    inte riktigt saker, oklart, oklar, inte klart an, kanske, kanske det, svart att saga, svart att veta,
    minns inte, kommer inte ihag, tveksam, tveksamt, okant, dont know, don t know, i don t know, not sure,
    no idea, dunno, unsure
""")
