"""`GET /state`: present state in columns, `at` a moment of the past, or `from` one `to` another in `step`s."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.auth.identity import identity_of
from api.features.parameters import parameters
from api.negotiation import encoding, header, language
from api.respond import respond
from api.state.asked import PARAMETERS, asked
from api.state.past import Past
from api.state.present import Present


async def state(request: Request) -> Response:
    """`{"cursor","layers":{layer:{"fid":[...],"phenomenon_time":[...],property:[...]}}}`: what styles and labels each layer.

    Times are seconds since 1970, null is no data. It is as new as the request: who listens to `/live` from the cursor on, or
    applies again what it has heard since it asked, misses nothing.
    """
    given = parameters(request.scope["query_string"].decode("latin-1"), PARAMETERS)
    language(given.get("lang"), None)
    identity = identity_of(request)
    wanted = asked(given, identity)
    if wanted.when is None:
        present: Present = request.app.state.present_states
        answer = await present.answer(wanted, identity)
    else:
        past: Past = request.app.state.past_states
        answer = await past.answer(wanted, wanted.when)
    accepted = header(request, b"accept-encoding")
    body, coding = await answer.packed(encoding(accepted) if accepted else None)
    headers = {"Content-Encoding": coding} if coding else None
    return await respond(request, body, "application/json", etag=answer.etag, headers=headers, compressed=True)


def routes() -> list[Route]:
    """The route; it needs `app.state.present_states`, a `Present`, and `app.state.past_states`, a `Past`."""
    return [Route("/state", state, methods=["GET"])]
