"""POST /api/imports: a file, or an archive of files, recorded elsewhere."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool

from sixhills.usecases import uploads
from sixhills.usecases.uploads import ImportedFile
from sixhills.web.context import ContextOf
from sixhills.web.receiving import BODY, receive_file

router = APIRouter(tags=["rides"])

MOST_BYTES = 25 * 2**20


@router.post("/imports", openapi_extra=BODY)
async def import_file(
    context: ContextOf, request: Request, name: Annotated[str, Query(max_length=1000)]
) -> tuple[ImportedFile, ...]:
    """Import what the body holds (at most 25 MiB); what became of each file in it."""
    async with receive_file(request, context.home, most_bytes=MOST_BYTES) as file:
        return await run_in_threadpool(uploads.import_upload, context.home, file, name)
