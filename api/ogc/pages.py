"""Pages for people: the documents of the service in our own templates, in Vietnamese and English."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.ogc import values
from api.ogc.texts import text
from layers.core.declaration import Language

TEMPLATES = Path(__file__).parent / "templates"
LANGUAGES: dict[Language, str] = {"vi": "Tiếng Việt", "en": "English"}


def render(template: str, language: Language, address: str, base: str, **context: Any) -> str:
    """The page `template` as HTML.

    `address` is the page's own full address: the switch of language and the other formats start from it. `base` is the
    address of the service (`https://host/ogc`).
    """
    return (
        _environment()
        .get_template(template)
        .render(
            language=language,
            languages={code: (name, changed(address, lang=code, f="html")) for code, name in LANGUAGES.items()},
            t=lambda key, **words: text(key, language, **words),
            address=address,
            base=base,
            home=base.removesuffix("/ogc") + "/",
            count=lambda number: values.count(number, language),
            moment=lambda instant: values.moment(instant, language),
            shown=lambda prop, value: values.shown(prop, value, language, base),
            **context,
        )
    )


def changed(address: str, **parameters: str | None) -> str:
    """`address` with some query parameters set, or left out where None."""
    parts = urlsplit(address)
    query = [(key, value) for key, value in parse_qsl(parts.query) if key not in parameters]
    query += [(key, value) for key, value in parameters.items() if value is not None]
    return urlunsplit(parts._replace(query=urlencode(query, safe=",:/")))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.globals.update(changed=changed, unit=values.unit)
    return environment
