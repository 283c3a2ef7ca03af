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
    ja jada jo joda japp jepp jajamen jajaman jajamensan jajjemen javisst jovisst visst sjalvklart givetvis
    stammer yes yep yepp ah yeah jepps japps jajjamen
""")
NO = _words("nej nejda na nae napp nepp nix nope no nah")
NOT = _words("inte ej icke ingen inget inga ingenting aldrig varken saknar saknas")

EMPTY = _words("""
    det den de vi jag har ar gor finns nu ju sant sadant nagot nagon nagra som en ett i fall fallet
    da absolut precis faktiskt tyvarr redan definitivt kan skulle gjort dar dem
""")
"""Words that neither say yes nor no in an answer."""

FRAME = EMPTY | _words("""
    ska skall vill om av for till hos fran pa at galler handlar koper kopa kop in saken fragan fraga och samt
    mig min var vart ny nya nytt blir la ju
""")
"""Words around the one that answers: "det handlar om …", "vi ska köpa …"."""

AFTER_NO = _words("det nu ju da faktiskt tyvarr")
"""Words that may follow a bare no. "Nej, det har vi" has others: it contradicts itself."""

NO_PHRASES = _phrases("""
    det kan det inte, kan det inte, det har de inte, det gor vi inte, det ar vi inte, ingen av oss,
    inget av det, ingen av dessa, inget av dessa, inga av dessa,
    det skulle det inte, det galler inte, inte nagot, inte nagon,
    inte alls, absolut inte, verkligen inte, definitivt inte, aldrig, inget, ingen, inga, inte, finns inte,
    det finns inte, det finns det inte, det har vi inte, det har vi ej, har vi inte, det har jag inte,
    det gor det inte, det gor jag inte, det ar det inte, det ar jag inte
""")

YES_PHRASES = _phrases("""
    det kan det, det har de, det ar vi, det kan jag, det skulle det, det gor de, det har jag gjort,
    det har vi gjort,
    det har vi, det har jag, det gor vi, det gor det, det gor jag, det finns det, det ar det, det ar jag,
    det stammer, absolut, precis, definitivt, vi har det, jag har det
""")

UNSURE_PHRASES = _phrases("""
    vet inte, vet ej, vet icke, vet faktiskt inte, vet inte riktigt, vet inte sakert, vet inte alls,
    vet inte an, vet inte annu, vet ej annu, vet ej an, inte en susning,
    vet tyvarr inte, tyvarr vet jag inte, vet jag inte, vet vi inte, ingen aning, ingen ide,
    ingen koll, har inte koll, inte koll, osaker, osakra, osakert, lite osaker, inte saker, inte helt saker,
    inte riktigt saker, oklart, oklar, inte klart an, kanske, kanske det, svart att saga, svart att veta,
    kan inte svara, kan inte svara pa det, kan inte saga, gar inte att saga, det vet vi inte an,
    vet vi inte an, mojligen, mojligtvis, eventuellt, ingen susning, inte en aning, minns inte,
    kommer inte ihag, tveksam, tveksamt, okant, dont know, don t know, i don t know, not sure,
    no idea, dunno, unsure
""")

SKIPPED = _words("""
    det den de ju en ett redan faktiskt tyvarr da pa for av till at om i absolut precis verkligen alls
    nagonsin dar
""")
"""Words that a phrase may have or lack and still be the same."""

RELATIVES = _words("""
    bror brorsa syster syrra fru hustru man make maka sambo son dotter barn mamma mor pappa far svager
    svagerska kusin slakting partner kille tjej foralder foraldrar syskon svarson svardotter svarfar svarmor
    styvson styvdotter moster faster farbror morbror brorson systerson brorsdotter systerdotter farfar farmor
    morfar mormor barnbarn pojkvan flickvan sarbo fastman fastmo
""")
FRIENDS = _words("kompis van vaninna polare kamrat")
"""Whoever is named after "min": they count alike."""

AFTER_UNSURE = _words("om vad vem vilka vilken vilket hur nar var vart pa riktigt exakt sakert vart")
"""How it goes on after "vet inte": what it is that one does not know."""
TURNS = _words("men fast dock dvs utan tror nog")
"""Words after which something else may be meant."""

OFTEN_BETWEEN = _words("faktiskt tyvarr riktigt just nu ju ens")
"""Words that stand inside "vet inte" without changing it."""
FILLERS = _words("hmm hm mm eh oj alltsa liksom tja")
"""Words that are only sounds."""
ABOUT = _words("pa for med hos av inom")
"""How it goes on after a whole answer: what it is about."""
LIMITING = _words("""
    eller om bara endast utom forutom undantag delvis nastan mest mesta kanske typ ungefar eventuellt mojligen
    tidigare forr forut hade gick gang vag remiss snart annu lange sedan sen langre princip visst vissa delar
    annan annat andra forsta sista mig sjalv del halften fel
""")
"""Words that make a whole answer less than whole: "vi har avtal på gång"."""

USUALLY = {
    **dict.fromkeys(("dom", "di"), "de"),
    **dict.fromkeys(("nan", "ngn", "nagan"), "nagon"),
    **dict.fromkeys(("nat", "ngt", "nagonting", "nanting", "nagat"), "nagot"),
    **dict.fromkeys(("sant", "sana", "san"), "sadant"),
    **dict.fromkeys(("int", "ente", "itne", "inet"), "inte"),
    **dict.fromkeys(("o", "oc"), "och"),
    **dict.fromkeys(("oxa", "okksa"), "ocksa"),
    "inge": "inga",
    "mej": "mig",
    "mkt": "mycket",
}
"""How people type common words, and how they are usually spelt."""

MENDED = _words("osaker osakert oklart tveksam kanske eventuellt absolut definitivt naturligtvis sjalvklart")
"""Words in which a small slip is put right whatever is asked."""

DOUBT = _words("""
    tror trodde nog kanske typ eventuellt mojligen mojligtvis troligen troligtvis antagligen formodligen
    sannolikt osaker osakert oklart undrar undra undrade kolla kollar beror tveksam nja njae hoppas antar
    gissar halvt borde veta vet val
""")
"""Words that leave it open."""
TALK = _words("""
    tack okej ok jaha aha jasa forstar fattar menar menas menade betyder innebar vanta forlat ursakta hej
    hejsan haha tillbaka avbryt oops skojar skamt raknas
""")
"""Words to the bot, rather than about the matter."""
WISHES = _words("vill")
"""Words that tell of somebody's wish, which may be what is asked about or not."""
ASKING = _words("hur vad varfor vem vilka vilken vilket nar")
"""How a question back begins, also without its sign."""
ALSO = _words("aven ocksa dessutom plus samt bade eller")
"""Words that add something else."""
FRAGMENT = _words("pa fram till fran minus i hos efter innan under vid om for inom")
"""How what limits a yes begins: "ja, fram till juni"."""
ELSEWHERE = _words("""
    kommunen kommunens grannkommunen regionen facket staten alla allihop allt elever barnen kollegorna
    liknande garna trevligt skont
""")
"""Who or what makes a yes mean something else: "ja, jag representerar kommunen"."""
OTHERS = _words("""
    han hon hen hans hennes kollega kollegan kollegans kollegor kollegorna chef chefen chefs chefens granne
    grannen rektorn konsulten medarbetare medarbetaren nagon de deras dennes annan andra kompisen vannen
""")
"""Others than the one who answers, and than who is close."""
CLOSE = (
    RELATIVES
    | FRIENDS
    | _words("""
    frugan frun mannen sambon sonen dottern barnen pappan mamman farsan morsan brodern systern svagern svarmor
    systers brors mans frus sambos sons dotters pappas mammas barns ex exman exmake exfru exsambo exet
    familjen
""")
)
"""Who is close to the one who answers."""
BUT = _words("fast dock minus utom forutom nastan")
"""Words that take something back."""
HALVES = (*(("inte", word) for word in ["jag", "vi", "mig", "nu", "an", "langre", "direkt"]), ("mig", "inte"))
"""A no that leaves something open: perhaps somebody close, perhaps before."""
HEDGES = _words("""
    osaker osakert osakra oklart oklar kollat kolla fragat fraga hunnit reda aning koll ide uppfattning avgora
    bedoma beror tveksam tveksamt susning minns ihag ovisst undrar svart
""")
"""Words that stand in an answer that one does not know, beside "vet inte"."""
