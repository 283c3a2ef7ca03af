"""How much of what people type in the checks is understood, and how much wrongly; in ``make bench``."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from dialogs.loader import load_flows
from dialogs.typed.reading import read
from knowledge.loader import load

ASK_BACK = "ask back"
LISTS = ("typed_answers.yaml", "typed_unseen.yaml")
"""What the reading was made with, and what it was not."""
MEASURED = (*LISTS, "typed_by_role.yaml", "typed_misleading.yaml")
"""Those, more of what it was not made with, and what is written to be misread."""


def typed(name: str) -> Iterator[tuple[str, str, Any, str]]:
    """Each check, fact, value that is meant (None: ask back) and text of the list *name*."""
    listed = yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    for flow, facts in listed.items():
        for fact, values in facts.items():
            for value, texts in values.items():
                for text in texts:
                    yield flow, fact, None if value == ASK_BACK else value, text


def main() -> None:
    """Print a line for each list."""
    flows = load_flows(load())
    for name in MEASURED:
        read_as = [(meant, read(flows[flow], fact, text)) for flow, fact, meant, text in typed(name)]
        clear = [(meant, got) for meant, got in read_as if meant is not None]
        understood = sum(meant == got for meant, got in clear)
        wrong = sum(got is not None and got != meant for meant, got in read_as)
        share = f"{understood} of {len(clear)} understood ({100 * understood / len(clear):.1f} %)"
        print(f"{name}: {share}, {wrong} of {len(read_as)} wrongly")  # noqa: T201


if __name__ == "__main__":
    main()
