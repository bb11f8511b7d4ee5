"""The same words in both languages of the house."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["vi", "en"]


@dataclass(frozen=True, kw_only=True)
class Text:
    """The same words in Vietnamese and English."""

    vi: str
    en: str

    def to(self, language: Language) -> str:
        """The words in `language`."""
        return self.vi if language == "vi" else self.en
