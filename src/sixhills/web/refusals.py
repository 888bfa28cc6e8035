"""Refusals: whatever cannot be done is answered by one JSON form, in words for a person."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from fastapi import HTTPException
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException as AnyHTTPException

from sixhills.errors import (
    ConflictError,
    InputError,
    InvalidValueError,
    NotFoundError,
    SixhillsError,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import FastAPI, Request


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Why something was not done.

    Attributes:
        problem: what is wrong, in plain words.
        place: file, field or id where it is wrong, or None.
        remedy: what the person can do, or None.
    """

    problem: str
    place: str | None = None
    remedy: str | None = None


REFUSALS: dict[int | str, dict[str, Any]] = {
    422: {"model": Refusal, "description": "What was given cannot be used."},
    "default": {"model": Refusal, "description": "It was refused; the answer says why."},
}
"""For the documentation of every route."""

_SENTENCES = {
    HTTPStatus.NOT_FOUND: "there is nothing at this address",
    HTTPStatus.METHOD_NOT_ALLOWED: "this cannot be done at this address",
    HTTPStatus.BAD_REQUEST: "the request cannot be read",
}
_STATUSES: tuple[tuple[type[SixhillsError], HTTPStatus], ...] = (  # the first that fits
    (NotFoundError, HTTPStatus.NOT_FOUND),
    (ConflictError, HTTPStatus.CONFLICT),
    (InputError, HTTPStatus.UNPROCESSABLE_ENTITY),
    (SixhillsError, HTTPStatus.SERVICE_UNAVAILABLE),
)


def refuse(
    status: HTTPStatus, problem: str, *, place: str | None = None, remedy: str | None = None
) -> HTTPException:
    """A refusal to be raised where it is not one of our errors."""
    return HTTPException(status, asdict(Refusal(problem=problem, place=place, remedy=remedy)))


def add_refusals(app: FastAPI) -> None:
    """Let an app answer everything that it cannot do in the one form."""
    app.add_exception_handler(SixhillsError, _answer_error)
    app.add_exception_handler(RequestValidationError, _answer_invalid)
    app.add_exception_handler(AnyHTTPException, _answer_http)
    app.add_exception_handler(Exception, _answer_bug)


def find_status(error: SixhillsError) -> HTTPStatus:
    """The status that an error is answered with."""
    return next(status for kind, status in _STATUSES if isinstance(error, kind))


async def _answer_error(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, SixhillsError)  # noqa: S101 - registered for these
    refusal = Refusal(problem=error.problem, place=error.place, remedy=error.remedy)
    return _answer(find_status(error), refusal)


async def _answer_invalid(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    return _answer(HTTPStatus.UNPROCESSABLE_ENTITY, explain_faults(error.errors()))


async def _answer_http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, AnyHTTPException)  # noqa: S101
    status = HTTPStatus(error.status_code)
    told: object = error.detail
    refusal = (
        Refusal(**told)
        if isinstance(told, dict)
        else Refusal(problem=_SENTENCES.get(status) or status.phrase.lower())
    )
    return _answer(status, refusal, error.headers)


async def _answer_bug(_: Request, __: Exception) -> JSONResponse:
    """Something that we did not think of; the server logs it."""
    refusal = Refusal(problem="something went wrong in sixhills", remedy="try again")
    return _answer(HTTPStatus.INTERNAL_SERVER_ERROR, refusal)


def explain_faults(faults: Any) -> Refusal:
    """The faults of a request as one refusal; of several the one that we have words for."""
    fault = next((one for one in faults if one["type"] == "value_error"), faults[0])
    own = fault.get("ctx", {}).get("error")
    problem = own.problem if isinstance(own, InvalidValueError) else _lower(str(fault["msg"]))
    place = ".".join(str(part) for part in fault["loc"][1:])
    return Refusal(problem=_printable(problem), place=_printable(place) or None)


def _answer(
    status: HTTPStatus, refusal: Refusal, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    told = {
        name: None if text is None else _printable(text) for name, text in asdict(refusal).items()
    }
    return JSONResponse(told, status, headers)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _printable(text: str) -> str:
    """Text that UTF-8 can carry, whatever was sent."""
    return text.encode("utf-8", "replace").decode()
