"""One card of each kind that the bot shows, as it shows them: for tests and for looking at."""

from bot.conversation.card import (
    Answered,
    Bullets,
    Button,
    Card,
    Checklist,
    ChoiceInput,
    Details,
    Given,
    Link,
    LinkButton,
    Paragraph,
    Rows,
    Sources,
    Steps,
    TextInput,
    Tone,
)

_LAW = Sources(
    "Källor",
    (
        Link("LOU 19 a kap. 2 §", "https://www.riksdagen.se/lou", "läst 15 november 2026"),
        Link("Riktlinjer för inköp", "https://example.org/riktlinjer", "läst 15 november 2026"),
    ),
)

ANSWER = Card(
    label="Svar",
    title="Får jag köpa direkt, utan annonsering?",
    blocks=(
        Paragraph(
            "Ja, om hela behovet är värt mindre än 700 000 kronor exklusive moms enligt LOU "
            "och inget avtal redan täcker det."
        ),
        Steps(
            "Gör så här",
            (
                "Kontrollera om kommunen har ett avtal som täcker behovet.",
                "Räkna ihop hela behovet, även förlängningar och andra enheters köp.",
                "Fråga flera leverantörer om pris och spara svaren.",
            ),
        ),
        Details("Mer om hur värdet räknas", "Räkna med hela avtalstiden.\n\nÄven optioner ingår i värdet."),
        _LAW,
    ),
    buttons=(
        Button("Pröva mitt köp", "dialog.start", {"name": "direktupphandling"}, primary=True),
        Button("Det hjälpte", "feedback", {"helped": "yes"}),
        Button("Det hjälpte inte", "feedback", {"helped": "no"}),
        Button("Fråga en upphandlare", "handover"),
    ),
    footnote="Utkast, inte granskat av enheten",
)

CHOICES = Card(
    title="Menar du något av det här?",
    buttons=(
        Button("Får jag köpa direkt, utan annonsering?", "show", {"entry": "direktupphandling"}, wide=True),
        Button("Hur gör jag ett avrop från ett ramavtal?", "show", {"entry": "avrop"}, wide=True),
        Button("Vad gör jag om avtalet snart går ut?", "show", {"entry": "avtal-gar-ut"}, wide=True),
        Button("Inget av dessa", "none", wide=True),
    ),
)

QUESTION = Card(
    label="Fråga 3 av 7",
    title="Har du en koppling till någon av leverantörerna?",
    blocks=(
        Paragraph("Till exempel släkt, nära vän, bisyssla eller ägande."),
        Details("Varför frågar du?", "Den som är jävig får inte vara med och handlägga köpet."),
        Answered(
            "Dina svar hittills",
            (
                Given("Avtal som täcker behovet", "Nej", Button("Ändra", "change", {"place": "0"})),
                Given("Slags avtal", "Nej, ett vanligt köp", Button("Ändra", "change", {"place": "1"})),
            ),
        ),
    ),
    buttons=(
        Button("Ja", "answer", {"value": "yes"}, wide=True),
        Button("Nej", "answer", {"value": "no"}, wide=True),
        Button(
            "Jag vet inte säkert, men någon skulle kunna tycka det", "answer", {"value": "unsure"}, wide=True
        ),
        Button("Tillbaka", "back"),
        Button("Avbryt", "cancel"),
    ),
    footnote="Dina svar sparas inte.",
)

GOOD = Card(
    label="Resultat",
    title="Värdet tillåter direktupphandling",
    tone=Tone.GOOD,
    blocks=(
        Paragraph("Värdet, 180 000 kronor, ligger under gränsen 700 000 kronor exklusive moms (LOU)."),
        Bullets("Därför", ("Värdet rymmer hela behovet.", "Inget avtal täcker det.")),
        Checklist(
            "Det här ska finnas kvar efter köpet",
            (
                ("Beslutet", "Fattat av den som har rätt att besluta."),
                ("Kontrollen", "Att leverantören är seriös."),
                ("Skälen", "Varför du valde som du gjorde."),
            ),
        ),
        _LAW,
    ),
    buttons=(
        Button("Spara som kvitto", "receipt", primary=True),
        Button("Börja om", "restart"),
        Button("Fråga en upphandlare", "handover"),
    ),
)

CAUTION = Card(
    label="Resultat",
    title="Räkna om värdet innan du går vidare",
    tone=Tone.CAUTION,
    blocks=(Paragraph("Hela behovet räknas, också förlängningar och alla enheter som delar det."),),
    buttons=(Button("Börja om", "restart"), Button("Fråga en upphandlare", "handover")),
)

STOP = Card(
    label="Resultat",
    title="Köpet ska annonseras",
    tone=Tone.STOP,
    blocks=(
        Paragraph("Värdet, 820 000 kronor, är inte under gränsen 700 000 kronor exklusive moms (LOU)."),
        _LAW,
    ),
    buttons=(Button("Fråga en upphandlare", "handover", primary=True), Button("Börja om", "restart")),
)

HANDOVER = Card(
    title="Fråga en upphandlare",
    blocks=(
        Paragraph("Frågan och svaret du fick skickas till enheten inköp och upphandling."),
        TextInput(
            "question", "Din fråga", "Får vi köpa nya stolar till matsalen?", 4, error="Skriv din fråga."
        ),
        ChoiceInput(
            "urgency", "Hur bråttom är det?", (("week", "Inom en vecka"), ("today", "I dag")), "week"
        ),
        ChoiceInput(
            "unit",
            "Var arbetar du?",
            (("1", "Förskola"), ("2", "Skola"), ("3", "Äldreomsorg"), ("4", "Teknik"), ("5", "Annat")),
        ),
        TextInput("phone", "Telefon, om du vill bli uppringd", required=False, max_length=30),
    ),
    buttons=(
        Button("Skicka", "handover.send", primary=True, sends_inputs=True),
        Button("Avbryt", "cancel"),
    ),
    footnote="Skriv inga personnummer eller andra känsliga uppgifter.",
)

TICKET = Card(
    label="Ny fråga · U-2026-0148",
    title="Får vi köpa nya stolar till matsalen?",
    blocks=(
        Rows(
            (
                ("Från", "Medarbetare i förskolan"),
                ("Bråttom", "Inom en vecka"),
                ("Kom in", "22 november 2026, 09:14"),
                ("Boten svarade", "Får jag köpa direkt, utan annonsering?"),
            )
        ),
        Paragraph(
            "Vi har *många* stolar på [önskelistan](https://example.org) & budget < 90_000_kr.\nKan vi?"
        ),
        TextInput("answer", "Ditt svar", lines=5, error="Skriv ett svar innan du skickar."),
    ),
    buttons=(
        Button("Skicka svar", "ticket.answer", {"ticket": "148"}, primary=True, sends_inputs=True),
        Button("Ta frågan", "ticket.take", {"ticket": "148"}),
        Button("Inte för oss", "ticket.decline", {"ticket": "148"}),
        LinkButton("Öppna chatten", "https://teams.microsoft.com/l/chat/0/0"),
    ),
)

RECEIPT = Card(
    label="U-2026-0148",
    title="Din fråga är skickad",
    tone=Tone.GOOD,
    blocks=(
        Paragraph("Du får svar här i chatten, senast tisdag 24 november."),
        Rows((("Läge", "Väntar på en upphandlare"), ("Din fråga", "Får vi köpa nya stolar till matsalen?"))),
    ),
    buttons=(
        Button("Lägg till något", "ticket.add", {"ticket": "148"}),
        Button("Ta tillbaka", "ticket.withdraw", {"ticket": "148"}),
    ),
)

EXAMPLES = {
    "answer": ANSWER,
    "choices": CHOICES,
    "question": QUESTION,
    "good": GOOD,
    "caution": CAUTION,
    "stop": STOP,
    "handover": HANDOVER,
    "ticket": TICKET,
    "receipt": RECEIPT,
}
