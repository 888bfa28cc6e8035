"""What searches over arcs share: which arc may follow which, and a heap.

Going over arcs and not over junctions lets a walk obey forbidden turns and turn round only where
that is safe.
"""

from __future__ import annotations

from numba import njit

NONE = -1
"""No arc, no node."""


@njit(cache=True)
def may_follow(arc, after, turn_ok, banned_first, banned):  # type: ignore[no-untyped-def]
    """Whether one arc may be ridden right after another that ends where it begins."""
    if after == arc ^ 1 and not turn_ok[arc]:
        return False
    for i in range(banned_first[arc], banned_first[arc + 1]):
        if banned[i, 1] == after:
            return False
    return True


@njit(cache=True)
def push(keys, items, size, key, item):  # type: ignore[no-untyped-def]
    """Put an item into a heap of some size; the size after it."""
    i = size
    while i > 0:
        up = (i - 1) >> 1
        if keys[up] <= key:
            break
        keys[i] = keys[up]
        items[i] = items[up]
        i = up
    keys[i] = key
    items[i] = item
    return size + 1


@njit(cache=True)
def pop(keys, items, size):  # type: ignore[no-untyped-def]
    """Take the least key and its item from a heap; these and the size after it."""
    key, item = keys[0], items[0]
    size -= 1
    last_key, last_item = keys[size], items[size]
    i = 0
    while True:
        child = 2 * i + 1
        if child >= size:
            break
        if child + 1 < size and keys[child + 1] < keys[child]:
            child += 1
        if keys[child] >= last_key:
            break
        keys[i] = keys[child]
        items[i] = items[child]
        i = child
    keys[i] = last_key
    items[i] = last_item
    return key, item, size
