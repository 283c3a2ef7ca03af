"""``inkopsbot calibrate``: fit the confidence to the content as it is now."""

import typer

from bot.commands.opening import the_library, the_settings
from knowledge.calibration import examples, fit


def calibrate() -> None:
    """Räkna om hur säker boten är, utifrån innehållet. Skriver ett avsnitt till organisationens mapp."""
    library = the_library(the_settings())
    knowledge = library.knowledge
    found = list(
        examples(library.matcher, tuple(knowledge.entries.values()), tuple(knowledge.elsewhere.values()))
    )
    bands = fit(found)
    asked = [one for one in found if one.expected in knowledge.entries]
    right = sum(one.right for one in asked) / max(len(asked), 1)
    typer.echo(
        f"# Räknat på {len(found)} frågor ur innehållet; {right:.1%} av formuleringarna hittar rätt svar."
    )
    typer.echo("confidence:")
    for name, value in bands.model_dump().items():
        typer.echo(f"  {name}: {value}")
