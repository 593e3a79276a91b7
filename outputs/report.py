"""Writes report.html: the year at a glance for the office and the leadership, one file, no network.

The page needs no script and loads nothing: the style and the charts stand in it. It prints on A4
landscape. Secret topics appear under their public title only (anhua 三(四)2).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from constraints.book import RULE_BOOK
from constraints.rule import FORCE_WORDS, KIND_WORDS
from inputs.profile import find_profile
from outputs import report_text
from outputs.account_sheets import cited_documents
from outputs.html import page
from outputs.matrix import NAMED_AT_MOST
from outputs.report_charts import charts, forms
from outputs.report_names import Names, day_and_weekday, day_name
from outputs.report_numbers import Year
from outputs.report_rooms import Rooms, county_alone
from outputs.session_days import last_day
from planner.domain import Problem
from planner.files import replace_file
from planner.parts import county_part, has_county
from planner.plan import Plan, Session
from planner.plan_items import annex, numbered_items
from planner.plan_words import SENSES, STATES, price_words, stage_word, version_word


def write_report(
    plan: Plan, problem: Problem, path: Path, run: Mapping[str, Any] | None = None
) -> None:
    """Write the report of a plan to `path`; equal plan, problem and run give equal bytes.

    Parameters
    ----------
    run:
        What run.json holds. Of it are printed, where there: `seconds`, some of `parameters`
        and of `versions`.

    Raises
    ------
    planner.files.FileBusyError
        Where the file cannot be replaced.
    """
    with replace_file(path) as temporary:
        temporary.write_bytes(report(plan, problem, run).encode("utf-8"))


def report(plan: Plan, problem: Problem, run: Mapping[str, Any] | None = None) -> str:
    """Return the report as HTML; see `write_report`."""
    names, whole = Names(plan, problem), Year(plan, problem)
    part, own = county_part(problem), county_alone(plan)
    year = Year(own, part)
    rooms = Rooms(plan, problem, names) if problem.rooms else None
    county = bool(own.sessions) or has_county(problem)
    drawn = dict(charts(year, names)) if county else {}
    if rooms:
        drawn |= rooms.charts()
    parts = report_text.parts(county, rooms is not None)
    several = len(year.forms) > 1
    main, others = _listed(own, part) if several else (_numbered(own), [])
    said = rooms.words() if rooms else ""
    return page(
        "report.html.j2",
        plan=plan,
        version=version_word(plan.version),
        parts=parts,
        county=county,
        rooms=rooms,
        headline=report_text.headline(whole, year if county else None, said, parts, names),
        sessions=[_session(s, plan, names, part) for s in main],
        others=[_session((None, s), plan, names, part) for s in others],
        forms=forms(year, names) if several else None,
        timelines=[key for key in drawn if key.startswith("timeline")],
        exemptions=[(names.session(s), s.exemptions) for s in year.merged if s.exemptions],
        charts=drawn,
        rules=_rules(plan, problem, names),
        documents=_documents(plan, problem),
        left_out=_left_out(whole, names),
        deviations=_deviations(plan, names),
        waiting=_waiting(year, names),
        chosen=report_text.chosen_forms(year, names),
        assumptions=[names.sentence(a) for a in plan.assumptions],
        stages=_stages(plan, names),
        proof=report_text.proof(whole),
        how_found=report_text.how_found(run),
    )


def _numbered(plan: Plan) -> list[tuple[int | None, Session]]:
    """Return the sessions by date; those with a topic are numbered, as the plan issued has them."""
    numbered: list[tuple[int | None, Session]] = []
    number = 0
    for session in plan.by_date():
        counts = bool(session.topics) and session.state != "cancelled"
        number += counts
        numbered.append((number if counts else None, session))
    return numbered


def _listed(plan: Plan, problem: Problem) -> tuple[list[tuple[int | None, Session]], list[Session]]:
    """Return the numbered items and the annex of a plan of several forms, as the plan issued has."""
    return list(enumerate(numbered_items(plan, problem), start=1)), list(annex(plan, problem))


def _session(
    numbered: tuple[int | None, Session], plan: Plan, names: Names, problem: Problem
) -> dict[str, Any]:
    """Return a row of the sessions' table; where all dates are provisional, the notice says so."""
    number, session = numbered
    known = {t.id: t for t in problem.topics}
    topics = [known[t] for t in session.topics if t in known]
    last = last_day(session, problem)
    marks = [
        ("指定", any(t.mandated for t in topics)),
        ("涉密", any(t.secret for t in topics)),
        ("二次协商", session.round > 1),
        ("并入全会", session.merged_with_plenary),
        ("日期暂定", session.date_status == "provisional" and plan.calendar == "official"),
        ("取消", session.state == "cancelled"),
    ]
    clock = f"{session.start}—{session.end}" if session.start and session.end else session.start
    return {
        "number": number,
        "day": day_and_weekday(session.date),
        "last": day_and_weekday(last) if last > session.date else "",
        "clock": f"{session.half_day.label} {clock}".strip() if session.half_days == 1 else "",
        "form": names.form(session.form) if session.form != "plenary" or session.topics else "",
        "called": names.session(session),
        "titles": names.titles(session),
        "marks": [word for word, holds in marks if holds],
        "lead": session.lead_body,
        "supporting": "、".join(session.supporting_bodies),
        "lead_leader": names.leader(session.lead_leader),
        "host": names.leader(session.host),
        "parts": f"共{session.half_days}个半天" if session.half_days > 1 else "",
        "departments": _departments(session),
        "plenary": session.form == "plenary",
        "members": [names.member(m) for m in session.members[:NAMED_AT_MOST]],
        "seats": len(session.members),
        "guests": sum(m.id in session.guests for m in problem.members),
        "experts": [names.expert(e) for e in session.experts],
        "venue": session.venue or ("随全体会议" if session.merged_with_plenary else ""),
        "state": STATES[session.state],
    }


def _departments(session: Session) -> str:
    """Return the departments by name, or where they are too many their number."""
    if len(session.departments) > NAMED_AT_MOST:
        return f"{len(session.departments)} 个部门"
    return "、".join(session.departments)


def _rules(plan: Plan, problem: Problem, names: Names) -> list[dict[str, Any]]:
    """Return one row a rule, those that do not hold first."""
    whose = {"county": has_county(problem), "rooms": bool(problem.rooms)}
    rows = []
    for verdict in sorted(plan.compliance, key=lambda c: c.holds):
        rule = RULE_BOOK.get(verdict.rule)
        known = "计划中的单位、人员、议题都在工作簿中。" if verdict.rule == "references" else ""
        rows.append(
            {
                "holds": verdict.holds,
                "name": names.rule(verdict.rule),
                "text": rule.said(**whose) if rule else known,
                "source": verdict.source or "约定",
                "kind": KIND_WORDS.get(verdict.kind, verdict.kind),
                "force": FORCE_WORDS.get(verdict.force, verdict.force),
                "checked": verdict.checked,
                "remarks": [names.sentence(words) for words in (*verdict.findings, *verdict.notes)],
            }
        )
    return rows


def _documents(plan: Plan, problem: Problem) -> str:
    """Return what the short names in the sources stand for: profiles in force, others cited."""
    found = [find_profile(profile) for profile in problem.settings.profiles]
    named = {p.id: p.document for p in found if p} | cited_documents(plan)
    return "；".join(f"{name} 即{document}" for name, document in named.items())


def _left_out(year: Year, names: Names) -> list[dict[str, Any]]:
    """Return each candidate topic that is not in the plan, with the plan's reason."""
    why = {entry.topic: entry for entry in year.plan.left_out}
    rows = []
    for topic in year.left_out:
        entry = why.get(topic.id)
        rules = [names.rule(r) for r in (entry.rules or (entry.reason,))] if entry else []
        rows.append(
            {
                "topic": topic.id,
                "title": names.topic(topic.id),
                "importance": topic.importance,
                "mandated": topic.mandated,
                "secret": topic.secret,
                "proposers": "、".join(topic.proposers),
                "rules": "、".join(dict.fromkeys(rules)),
                "text": names.sentence(entry.text) if entry else "计划中没有写明原因。",
                "price": names.sentence(price_words(entry.price)) if entry else "",
            }
        )
    return rows


def _deviations(plan: Plan, names: Names) -> list[dict[str, str]]:
    spoken = {s.id: names.session(s) for s in plan.sessions}
    return [
        {
            "rule": names.rule(d.rule),
            "session": spoken.get(d.session, d.session) or "全年",
            "text": names.sentence(d.text),
            "reason": names.sentence(d.reason),
            "missing": f"{d.days_missing} 天" if d.days_missing else "",
            "latest": _full_day(d.latest_approval) if d.latest_approval else "",
        }
        for d in plan.deviations
    ]


def _full_day(day: date) -> str:
    return f"{day.year}年{day_name(day)}"


def _waiting(year: Year, names: Names) -> list[dict[str, Any]]:
    sectors = {m.id: m.sector for m in year.problem.members}
    return [
        {
            "name": names.member(w.member),
            "sector": sectors.get(w.member, ""),
            "times_before": w.times_before,
        }
        for w in year.plan.waiting
    ]


def _stages(plan: Plan, names: Names) -> list[dict[str, Any]]:
    return [
        {
            "name": stage_word(stage.name),
            "sense": SENSES[stage.sense],
            "value": stage.value,
            "bound": stage.bound,
            "gap": f"{report_text.gap(stage)}（{report_text.gap_percent(stage)}）",
            "proven": stage.value == stage.bound,
            "terms": [
                f"{report_text.term_name(term, names)} {value}"
                for term, value in sorted(stage.terms.items())
            ],
        }
        for stage in plan.stages
    ]
