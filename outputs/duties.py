"""Who does how much in a year: one row a duty, and the counts by person or unit."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from outputs.hosts import host_leaders, host_members, hosting_body
from planner.domain import Problem
from planner.plan import Plan, Session

LEADS, JOINS, IN_CHARGE, HOSTS, ATTENDS, RESEARCHES, OWNS = DUTIES = (
    "leads",
    "joins",
    "in charge",
    "hosts",
    "attends",
    "researches",
    "owns",
)


def duties(plan: Plan, problem: Problem) -> pd.DataFrame:
    """Return one row a duty: `who` (a unit's name, a leader's, member's or expert's id), `duty`,
    `session`. The plenary itself is nobody's duty; a session merged with it is. What a committee's
    head hosts as its head is the committee's too.
    """
    rows = [row for s in plan.sessions if s.form != "plenary" for row in _of(s, problem)]
    return pd.DataFrame(rows, columns=["who", "duty", "session"])


def counts(plan: Plan, problem: Problem) -> pd.DataFrame:
    """Return how often each does each duty: indexed by `who`, a column for each of `DUTIES`."""
    found = duties(plan, problem)
    table = pd.crosstab(found["who"], found["duty"])
    return table.reindex(columns=list(DUTIES), fill_value=0)


def _of(session: Session, problem: Problem) -> Iterator[tuple[str, str, str]]:
    hosts = {*host_leaders(session, problem), *host_members(session, problem)}
    hosts = {*hosts, hosting_body(session, problem)} - {""} or {session.host}
    present = {
        *session.members,
        *session.experts,
        *session.leaders,
        *session.guests,
        *hosts,
        session.lead_body,
    }
    done = [(session.lead_body, LEADS), (session.lead_leader, IN_CHARGE)]
    done += [(who, HOSTS) for who in hosts]
    done += [(body, JOINS) for body in session.supporting_bodies]
    done += [(who, ATTENDS) for who in present]
    for milestone in session.milestones:
        done.append((milestone.owner, OWNS))
        if milestone.kind == "research":
            team = {milestone.owner, *milestone.with_, *milestone.team}
            done += [(who, RESEARCHES) for who in team]
    yield from ((who, duty, session.id) for who, duty in done if who)
