"""Whether cards look as they did: new pictures beside kept ones, pixel by pixel, in the browser."""

import base64
from pathlib import Path

from playwright.sync_api import Page

DIFFERENT = """async ([before, after]) => {
    const pixels = async (data) => {
        const image = await createImageBitmap(await (await fetch("data:image/png;base64," + data)).blob());
        const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
        context.drawImage(image, 0, 0);
        return context.getImageData(0, 0, image.width, image.height);
    };
    const [one, other] = [await pixels(before), await pixels(after)];
    if (one.width !== other.width || one.height !== other.height) return 1;
    let found = 0;
    for (let i = 0; i < one.data.length; i += 4) {
        const far = [0, 1, 2].some((c) => Math.abs(one.data[i + c] - other.data[i + c]) > 24);
        if (far) found += 1;
    }
    return found / (one.data.length / 4);
}"""
"""The share of pixels that are of another colour; 1 for a picture of another size."""
TOLERATED = 0.001
"""The edges of letters are not drawn quite alike each time."""


def differences(page: Page, kept: Path, drawn: Path) -> list[str]:
    """What is not as in *kept*, a sentence for each picture; fonts of another machine change them all."""
    told = []
    for before in sorted(kept.glob("*.png")):
        after = drawn / before.name
        if not after.exists():
            told.append(f"{before.name}: finns inte längre")
            continue
        both = [base64.b64encode(picture.read_bytes()).decode() for picture in (before, after)]
        share: float = page.evaluate(DIFFERENT, both)
        if share > TOLERATED:
            told.append(f"{before.name}: {100 * share:.1f} % av bilden är ändrad")
    return told
