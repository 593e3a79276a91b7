"""What `planner explain` says: on the terminal in lines, in --json as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.domain import Problem
from planner.explain_job import Told
from planner.explanation import ground_line
from planner.plan import Price
from planner.plan_words import price_words
from planner.spoken import quoted, session_name, spoken


def told_lines(told: Told, problem: Problem) -> list[str]:
    """Return the answers, a line each."""
    return [spoken(line, problem) for line in _lines(told, problem)]


def _lines(told: Told, problem: Problem) -> Iterator[str]:
    if not (told.held or told.sessions or told.wishes or told.places or told.topics):
        yield "没有未入选的议题。"
    for topic, where in told.held:
        yield f"{topic} 已经入选：{where}。为什么这样排，用 --session 问这一场。"
    for left in told.topics:
        yield f"{left.topic} {problem.topic(left.topic).title}"
        yield f"  为什么没有入选：{left.text}"
        yield f"  如要列入：{price_words(left.price)}"
    for session in told.sessions:
        yield f"{session.session}："
        for reason in session.reasons:
            yield f"  · {ground_line(reason, problem)}"
        for other in session.others:
            yield f"  {other.item}（现为 {other.now}）如要另选：{_price(other.price)}"
    for words, price in told.wishes:
        yield f"{words}：{'可以' if price.possible else '不行'}。{price.text}"
    for topic, places in told.places:
        name = f"{topic}{quoted(problem.topic(topic).title)}"
        yield (
            f"{name}最合适的去处（由代价小到大）："
            if places
            else f"现有计划的哪一场都放不下{name}：其余议题不动时，没有一场排得出。"
        )
        for number, place in enumerate(places, start=1):
            instead = f"代替 {'、'.join(place.instead_of)}" if place.instead_of else "原议题待定"
            yield f"  {number}. {place.session} {place.date}，{instead}。{place.price.text}"
    for late in told.unanswered:
        yield f"{late}：时间不够，没有算完。请加大 --time-limit 或不限时再试。"


def _price(price: Price) -> str:
    return price.text if price.possible else f"没有别的选择：{price.text}"


def told_data(told: Told, problem: Problem) -> dict[str, Any]:
    """Return the answers as plain data."""

    def plain(price: Price | None) -> dict[str, Any] | None:
        if price is None:
            return None
        return price.model_dump() | {"text": spoken(price.text, problem)}

    return {
        "ok": True,
        "status": told.plan.status,
        "held": [{"topic": topic, "session": session} for topic, session in told.held],
        "left_out": [
            left.model_dump(exclude={"price"}) | {"price": plain(left.price)}
            for left in told.topics
        ],
        "sessions": [
            {
                "session": one.session,
                "name": session_name(problem, one.session),
                "reasons": [
                    reason.model_dump() | {"text": spoken(reason.text, problem)}
                    for reason in one.reasons
                ],
                "next_best": [
                    {"item": other.item, "now": other.now, "price": plain(other.price)}
                    for other in one.others
                ],
            }
            for one in told.sessions
        ],
        "wishes": [{"wish": words, "price": plain(price)} for words, price in told.wishes],
        "places": [
            {
                "topic": topic,
                "session": place.session,
                "instead_of": place.instead_of,
                "date": place.date,
                "price": plain(place.price),
            }
            for topic, places in told.places
            for place in places
        ],
        "unanswered": told.unanswered,
    }
