"""/api/workouts: what there is to ride, and the desk where workouts are written and exchanged."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from sixhills.usecases import own_workouts, workout_desk, workout_list
from sixhills.usecases.own_workouts import KeptWorkout
from sixhills.usecases.workout_desk import LONGEST_TEXT, BroughtIn, Draft, SentOut
from sixhills.usecases.workout_list import ListedWorkout
from sixhills.web.context import ContextOf
from sixhills.web.receiving import BODY, receive_file

router = APIRouter(tags=["workouts"])

MOST_BYTES = 8 * 2**20

Text = Annotated[str, Field(max_length=LONGEST_TEXT)]


@dataclass(frozen=True, kw_only=True)
class DraftText:
    """A workout in its text form."""

    text: Text


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A workout in its text form, and the format in which it is wanted."""

    text: Text
    suffix: Annotated[str, Field(max_length=10)]
    ftp_w: Annotated[float, Field(ge=30, le=1000)] | None = None


@dataclass(frozen=True, kw_only=True)
class ToKeep:
    """A workout in its text form, and which of the rider's own it takes the place of."""

    text: Text
    replaces: Annotated[str, Field(max_length=80)] | None = None


@router.get("/workouts")
def list_workouts(context: ContextOf) -> tuple[ListedWorkout, ...]:
    """The rider's own, then all stock workouts, each followed by its variations."""
    return workout_list.list_workouts(context.home)


@router.post("/workouts")
def keep_workout(context: ContextOf, kept: ToKeep) -> KeptWorkout:
    """Keep a workout among the rider's own; where its key is taken it gets another."""
    return own_workouts.keep_workout(context.home, kept.text, replaces=kept.replaces)


@router.get("/workouts/{key}")
def show_workout(context: ContextOf, key: str) -> Draft:
    """A workout: its text, and its picture for the rider and the bike."""
    return workout_desk.show_workout(context.home, key)


@router.delete("/workouts/{key}", status_code=HTTPStatus.NO_CONTENT)
def delete_workout(context: ContextOf, key: str) -> None:
    """Take a workout of the rider's own out of the list; for a while it can be brought back."""
    own_workouts.delete_workout(context.home, key)


@router.post("/workouts/{key}/undelete", status_code=HTTPStatus.NO_CONTENT)
def undelete_workout(context: ContextOf, key: str) -> None:
    """Bring a deleted workout back."""
    own_workouts.undelete_workout(context.home, key)


@router.post("/workouts/draft")
def draw_draft(context: ContextOf, draft: DraftText) -> Draft:
    """What a text comes to, or what is wrong with it and in which line."""
    return workout_desk.draw_draft(context.home, draft.text)


@router.post("/workouts/file", openapi_extra=BODY)
async def bring_in(
    context: ContextOf, request: Request, name: Annotated[str, Query(max_length=1000)]
) -> BroughtIn:
    """A workout from a file of another program (at most 8 MiB)."""
    async with receive_file(request, context.home, most_bytes=MOST_BYTES) as file:
        data = await run_in_threadpool(file.read_bytes)
    return await run_in_threadpool(workout_desk.bring_in, context.home, data, name)


@router.post("/workouts/export")
def send_out(context: ContextOf, wanted: Wanted) -> SentOut:
    """The workout as a file for another program, and what that does not hold."""
    return workout_desk.send_out(context.home, wanted.text, wanted.suffix, ftp_w=wanted.ftp_w)
