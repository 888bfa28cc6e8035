"""Text that is none: JSON can spell half of a sign (a lone surrogate), which nothing can store.

It has to be refused before anybody stores it, or every answer that tells it again would fail.
"""

from __future__ import annotations

import json
from http import HTTPStatus

from starlette.requests import HTTPConnection, Request

from sixhills.web.refusals import refuse

_ESCAPE = b"\\ud"


async def require_whole_signs(connection: HTTPConnection) -> None:
    """Refuse a body that spells half signs; a dependency of every route.

    Raises:
        HTTPException: it does.
    """
    route = connection.scope.get("route")
    if not isinstance(connection, Request) or getattr(route, "body_field", None) is None:
        return  # a file is no text, and is not to be read here
    body = await connection.body()
    if _ESCAPE in body.lower() and not _is_whole(body):
        raise refuse(HTTPStatus.UNPROCESSABLE_ENTITY, "a text holds a sign that is none")


def _is_whole(body: bytes) -> bool:
    try:
        json.dumps(json.loads(body), ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    except (ValueError, RecursionError):
        return True  # what else is wrong with it is told elsewhere
    return True
