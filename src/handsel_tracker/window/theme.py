"""The look of the window: colours of the house in light and dark, and the style sheet made of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Tone:
    """A meaning in colour: of words, of what lies behind them, of its border, and of a mark."""

    ink: str
    soft: str
    line: str
    solid: str


@dataclass(frozen=True)
class Palette:
    """The colours of one theme."""

    paper: str
    sheet: str
    sunk: str
    line: str
    edge: str
    ink: str
    ink_2: str
    ink_3: str
    brand: str
    fill: str
    over: str
    on_brand: str
    coin: str
    tones: Mapping[str, Tone]


HERE = Path(__file__).parent
LIGHT = Palette(
    paper="#fbf8f3",
    sheet="#fffefd",
    sunk="#f6f2ed",
    line="#e4dfd8",
    edge="#8b7f8a",
    ink="#271825",
    ink_2="#584b57",
    ink_3="#6e616d",
    brand="#71265c",
    fill="#692256",
    over="#521241",
    on_brand="#fdfbf9",
    coin="#c79528",
    tones={
        "good": Tone("#01603a", "#e2f7ea", "#b1dec2", "#1f8959"),
        "busy": Tone("#1c5284", "#e4f3ff", "#b4d5f8", "#3578b8"),
        "warn": Tone("#7c3c00", "#ffecde", "#f4c6a8", "#ae5c12"),
        "bad": Tone("#892a29", "#ffe8e5", "#ffbeb7", "#bf4643"),
        "mute": Tone("#564c55", "#f3f0f3", "#d5ced4", "#7c707b"),
    },
)
DARK = Palette(
    paper="#140f13",
    sheet="#1d171d",
    sunk="#272027",
    line="#3a3139",
    edge="#887c87",
    ink="#f0ece7",
    ink_2="#c0b7bf",
    ink_3="#a298a1",
    brand="#eaafd6",
    fill="#8b4374",
    over="#9e4e84",
    on_brand="#fdfbf9",
    coin="#e1b761",
    tones={
        "good": Tone("#98ddb4", "#143121", "#27593e", "#56ad7e"),
        "busy": Tone("#9ed0ff", "#182c40", "#2e5072", "#619dda"),
        "warn": Tone("#fdba8c", "#3d2310", "#6d4120", "#d1834a"),
        "bad": Tone("#ffaca4", "#431d1b", "#773733", "#e3716a"),
        "mute": Tone("#d1c7d0", "#2c292c", "#514b50", "#a0949e"),
    },
)


def stylesheet(palette: Palette) -> str:
    """The style sheet of every widget, in Qt's CSS."""
    base, tone_base = ((HERE / name).read_text() for name in ("window.qss", "tone.qss"))
    named = vars(palette) | {"check": (HERE / "icons" / "ticked.svg").as_posix()}
    tones = [tone_base % {"name": name, **vars(tone)} for name, tone in palette.tones.items()]
    return "".join([base % named, *tones])
