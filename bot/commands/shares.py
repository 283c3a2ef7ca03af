"""Shares, as Swedish writes them."""


def share(part: float, whole: float = 1.0) -> str:
    """*part* of *whole* as a percentage with one decimal: ``92,5 %``; a dash where there is no whole."""
    return f"{part / whole:.1%}".replace(".", ",").replace("%", " %") if whole else "–"
